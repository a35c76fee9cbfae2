import { philoxDoubles, randomKey } from '@weitiao/tensor';
import type {
  EvaluationOutcome,
  SearchOutcome,
  SizeOutcome,
  StudyResults,
  TrialOutcome,
} from '../../results/study-results.js';

/** How often each method is right; the last one is as good as the second. */
const skill: Record<string, number> = { untuned: 0.27, lora: 0.46, 'sadapter-h': 0.47, full: 0.38 };
const groups = ['医学', '法律', '心理学', '教育'];

/** A study with four methods, two seeds, two benchmarks, a failed trial, unread answers, and text that tries to be markup. */
export function syntheticStudy(questions = 160): StudyResults {
  const trials = Object.keys(skill).flatMap((method) => [1, 2].map((seed) => trial(method, seed, questions)));
  return {
    name: 'sadapter-h-or-lora',
    question: 'Does SadapterH beat LoRA at equal trainable parameters? <script>alert("question")</script>',
    baseline: 'untuned',
    searches: [search('lora', 1e-3), search('sadapter-h', 3e-4)],
    sizes,
    trials,
    manifest: { study: 'sadapter-h-or-lora', seeds: [1, 2], note: '</script><b>清单</b>' },
    engine: 'tensorflow 2.9.1 (2 threads)',
    machine: '2 × x86-64, 24 GB',
  };
}

/** LoRA's best rate is the largest; the largest of SadapterH diverges. */
function search(method: string, chosen: number): SearchOutcome {
  const losses = { lora: [3.41, 3.3, 3.25], 'sadapter-h': [3.38, 3.21, undefined] }[method]!;
  return {
    arm: { model: 'bloom-zh-7m', method, data: 'starter', template: 'alpaca-zh' },
    seed: 1,
    chosen,
    tries: [1e-4, 3e-4, 1e-3].map((learningRate, index) => {
      const common = { id: `${method}-try-${index + 1}`, learningRate };
      const heldOutLoss = losses[index];
      if (heldOutLoss !== undefined) return { ...common, status: 'done', heldOutLoss };
      const message = 'The loss of step 7 is NaN. Lower the learning rate\n  <b>more</b>';
      return { ...common, status: 'failed', failure: { exitCode: 65, message } };
    }),
  };
}

const size = { model: 'bloom-zh-7m', wanted: 32_768 };
const sizes: SizeOutcome[] = [
  { ...size, method: 'lora', reached: 32_768 },
  { ...size, method: 'sadapter-h', reached: 33_280, option: 'bottleneck', value: 13 },
  { ...size, method: 'full', reached: 7_066_880 },
];

function trial(method: string, seed: number, questions: number): TrialOutcome {
  const common = {
    id: `${method}-${seed}`,
    seed,
    arm: { model: 'bloom-zh-7m', method, data: 'starter', template: 'alpaca-zh' },
  };
  if (method === 'full' && seed === 2) {
    const failure = { exitCode: 65, message: 'data.json:318: empty reply <img src=x onerror=alert(1)> | row 318' };
    return { ...common, status: 'failed', failure, evaluations: {} };
  }
  return {
    ...common,
    status: 'done',
    ...(method === 'untuned' ? {} : { training: training(method, seed) }),
    evaluations: { mmcu: exam(method, seed, questions), 'belle-eval': writing(method, seed) },
  };
}

function training(method: string, seed: number): TrialOutcome['training'] {
  const noise = philoxDoubles(60, randomKey(seed, method));
  const curve = Array.from({ length: 60 }, (_, step) => {
    const loss = 3.1 + 2.4 * Math.exp(-step / (15 + 20 * skill[method]!)) + 0.3 * (noise[step]! - 0.5);
    return { step: step + 1, loss, ...(step % 10 === 9 ? { heldOut: loss + 0.15 } : {}) };
  });
  return {
    trainedParameters: method === 'full' ? 7_066_880 : 32_768,
    steps: 60,
    trainedTokens: 61_440,
    seconds: 41.5 + seed,
    tokensPerSecond: 1_480.4,
    millisecondsPerStep: 690 + seed,
    savedBytes: method === 'full' ? 28_300_000 : 134_912,
    peakMegabytes: method === 'full' ? 512 : 301.5,
    loss: curve.at(-1)!.loss,
    heldOutLoss: curve.at(-1)!.loss + 0.15,
    curve,
  };
}

function exam(method: string, seed: number, questions: number): EvaluationOutcome {
  const hard = philoxDoubles(questions, randomKey(7, 'questions'));
  const luck = philoxDoubles(questions, randomKey(method === 'untuned' ? 1 : seed, `luck ${method}`));
  const rows = Array.from({ length: questions }, (_, index) => {
    const isRight = 0.75 * hard[index]! + 0.25 * luck[index]! < skill[method]!;
    const isUnread = method === 'lora' && index % 40 === 3;
    const group = groups[index % groups.length]!;
    return {
      id: `${group}/${index + 1}`,
      group,
      tags: index % 5 === 0 ? ['several letters'] : [],
      question: `第${index + 1}题：下列哪一项是正确的？\nA. 甲\nB. 乙\nC. 丙\nD. 丁`,
      answer: isUnread ? '我不知道 </script><script>alert("answer")</script>' : isRight ? 'A' : 'C',
      reference: 'A',
      score: isUnread ? null : Number(isRight),
    };
  });
  return { version: '1', protocol: 'controlled', rows };
}

function writing(method: string, seed: number): EvaluationOutcome {
  const draws = philoxDoubles(40, randomKey(seed, `writing ${method}`));
  const rows = Array.from({ length: 40 }, (_, index) => ({
    id: String(index + 1),
    group: index % 2 ? 'brainstorming' : 'closed qa',
    question: `请写一段关于春天的文字（${index + 1}）。`,
    answer: `春天来了，${method} 说：花开了，草绿了，小河的冰化了。`.repeat(1 + (index % 4)),
    score: Math.round(Math.min(1, draws[index]! * 0.6 + skill[method]! * 0.5) * 10) / 10,
    note: `得分: ${index % 3}`,
  }));
  return { version: '2', protocol: 'judge-reference', rows };
}
