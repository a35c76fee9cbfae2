import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cmmluPrompts } from './cmmlu-prompts.js';
import { runHere, runPython } from './run-task.js';
import { epochTask, type TrialTask } from './shapes.js';
import { median } from './statistics.js';

interface TrialFigures {
  readonly processorSeconds: number;
  readonly peakMegabytes: number;
  readonly answers: number;
}

const questionsOfEachSubject = 10;

/** A whole trial from the start of a process to its end, in turns: wall-clock and processor time. Reported, not judged. */
export async function compareTrials(
  python: string,
  shared: string,
  rounds: number,
  say: (text: string) => void,
): Promise<void> {
  const questions = `${shared}/data/CMMLU`;
  const prompts = await cmmluPrompts(questions, questionsOfEachSubject);
  const folder = await mkdtemp(join(tmpdir(), 'weitiao-bench-'));
  try {
    const task: TrialTask = {
      ...epochTask(shared),
      prompts: join(folder, 'prompts.json'),
      options: ['A', 'B', 'C', 'D'],
      batchSize: 8,
      questions,
      questionsOfEachSubject,
    };
    await writeFile(task.prompts, JSON.stringify(prompts));
    say(`A whole trial: LoRA for one epoch of 1,000 real rows, padded, and ${prompts.length} questions of CMMLU; with`);
    say(`transformers.Trainer and lm-evaluation-harness in one process beside it; ${task.threads} threads, in turns\n`);
    say('round   who       seconds   processor s   CPU-hours        MB');
    const runs = {
      weitiao: () => runHere<TrialFigures>('trial.js', task),
      Python: () => runPython<TrialFigures>(python, 'trial.py', task),
    };
    const seconds = { weitiao: [] as number[], Python: [] as number[] };
    for (let round = 1; round <= rounds; round++) {
      for (const name of ['weitiao', 'Python'] as const) {
        const start = performance.now();
        const { processorSeconds, peakMegabytes, answers } = await runs[name]();
        if (answers !== prompts.length) throw new Error(`${name} answered ${answers} of ${prompts.length} questions.`);
        const taken = (performance.now() - start) / 1000;
        seconds[name].push(taken);
        const cells = [
          taken.toFixed(1),
          processorSeconds.toFixed(1),
          (processorSeconds / 3600).toFixed(4),
          peakMegabytes.toFixed(0),
        ];
        say(
          `${String(round).padEnd(8)}${name.padEnd(8)}` +
            cells.map((cell, at) => cell.padStart([9, 14, 12, 10][at]!)).join(''),
        );
      }
    }
    say(`\nmedian ratio ${(median(seconds.weitiao) / median(seconds.Python)).toFixed(2)}\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
