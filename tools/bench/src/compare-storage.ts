import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { models } from './models.js';
import { writeRandomCheckpoint } from './random-checkpoint.js';
import { runHere } from './run-task.js';
import { median } from './statistics.js';
import { middling, type Shape, type StorageFigures, type StorageTask } from './storage-shapes.js';

const threads = 2;

/** Runs `use` with a folder of a random model, and removes it. @param tokenizerFrom a model folder; @param shardBytes of a file of weights, 1 GB when absent */
export async function withRandomCheckpoint(
  shape: Shape,
  tokenizerFrom: string,
  use: (folder: string) => Promise<void>,
  shardBytes?: number,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'weitiao-bench-'));
  try {
    const model = models(String(shape['model_type']))({ from: folder }).build(shape);
    await writeRandomCheckpoint(folder, shape, model, tokenizerFrom, shardBytes);
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** LoRA steps and answers with weights as float32 and as bfloat16, in turns, a fresh process each. Reported, not judged. */
export async function compareStorage(
  tokenizerFrom: string,
  small: string,
  rounds: number,
  say: (text: string) => void,
): Promise<void> {
  await withRandomCheckpoint(middling, tokenizerFrom, (folder) =>
    compare('a random LLaMA', { folder, weights: 'bfloat16', threads }, rounds, say),
  );
  if (existsSync(small))
    await compare('bloom-zh-7m', { folder: small, weights: 'bfloat16-rounded', threads }, rounds, say);
  else say('bloom-zh-7m: left out, the folder "shared" is not beside the checkout.');
}

async function compare(name: string, packed: StorageTask, rounds: number, say: (text: string) => void): Promise<void> {
  const ways = [{ ...packed, weights: 'float32' as const }, packed];
  const steps = { train: { steps: 4, rows: 4, tokens: 128 } };
  const answers = (prompts: number) => ({ generate: { prompts, newTokens: 32 } });
  const found = ways.map(() => [] as { seconds: number[]; megabytes: number[]; weights: number }[]);
  for (let round = 1; round <= rounds; round++)
    for (const [way, task] of ways.entries()) {
      const runs = [steps, answers(1), answers(8)].map((part) =>
        runHere.bind(undefined, 'storage.js', { ...task, ...part }),
      );
      const figures: StorageFigures[] = [];
      for (const run of runs) figures.push((await run()) as StorageFigures);
      const [training, one, eight] = figures as [StorageFigures, StorageFigures, StorageFigures];
      found[way]!.push({
        seconds: [median(training.stepSeconds.slice(1)), one.generateSeconds / 32, eight.generateSeconds / 32],
        megabytes: [training.peakMegabytes, one.peakMegabytes, eight.peakMegabytes],
        weights: training.weightMegabytes,
      });
      if (round === 1 && way === 0)
        say(
          `${name}, ${training.parameters.toLocaleString('en')} parameters, ${threads} threads; medians of ${rounds} rounds, in turns, a fresh process each`,
        );
    }
  const middle = (way: number, value: (one: (typeof found)[number][number]) => number) =>
    median(found[way]!.map(value));
  say(`                                        ${ways.map(({ weights }) => weights.padStart(17)).join('')}    ratio`);
  const row = (label: string, value: (one: (typeof found)[number][number]) => number, digits: number) => {
    const [wide, narrow] = [middle(0, value), middle(1, value)];
    const cells = [wide, narrow].map((cell) => cell.toFixed(digits).padStart(17)).join('');
    say(`${label.padEnd(40)}${cells}${(narrow / wide).toFixed(2).padStart(9)}`);
  };
  row('weights, MB', (one) => one.weights, 0);
  ['LoRA step of 4 × 128 tokens', 'answer, a prompt: a token', 'answers, 8 prompts: a token each'].forEach(
    (label, at) => {
      row(`${label}, s`, (one) => one.seconds[at]!, 4);
      row('  peak memory of the process, MB', (one) => one.megabytes[at]!, 0);
    },
  );
  say('');
}
