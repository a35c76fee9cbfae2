import tensorflow from '@weitiao/backend-tensorflow';
import { readModelConfig } from '@weitiao/checkpoint';
import { generateTokens } from '@weitiao/inference';
import lora from '@weitiao/peft-lora';
import { LoadedBase, Tuned } from '@weitiao/study';
import { philoxDoubles, randomKey } from '@weitiao/tensor';
import { train } from '@weitiao/training';
import { models } from '../models.js';
import { peakMegabytes, residentMegabytes } from '../peak-memory.js';
import type { StorageFigures, StorageTask } from '../storage-shapes.js';

/** Loads a model with its weights held one way, trains and asks it. One JSON line. */
const task = JSON.parse(process.argv[2]!) as StorageTask;
await tensorflow({ threads: task.threads }).start();
const { modelType } = await readModelConfig(task.folder);
const before = residentMegabytes();
const begun = performance.now();
const source = models(modelType)({ from: task.folder, weights: task.weights });
using base = await LoadedBase.read(source, task.folder, (line) => console.error(line));
const loadSeconds = (performance.now() - begun) / 1000;
const peakOfLoading = peakMegabytes();
const { model, weights, tokenizer, parameters } = base;

const trained = task.train ? await trainSteps(task.train) : { stepSeconds: [], losses: [] };
const asked = task.generate ? await answers(task.generate) : { generateSeconds: NaN, answer: [] };
const figures: StorageFigures = {
  ...{ parameters, weightMegabytes: weights.bytes / 2 ** 20, before, peakOfLoading, loadSeconds },
  ...trained,
  ...asked,
  text: tokenizer.decode(asked.answer.filter((id) => id < tokenizer.vocabulary)),
  peakMegabytes: peakMegabytes(),
};
console.log(JSON.stringify(figures));

async function trainSteps({ steps, rows, tokens }: NonNullable<StorageTask['train']>) {
  using tuned = Tuned.start(base, lora({ rank: 8, alpha: 16, targetModules: 'all-linear' }), 1);
  const microBatches = (step: number) => [
    Array.from({ length: rows }, (_, row) => {
      const ids = Array.from(philoxDoubles(tokens, randomKey(step, row)), (draw) =>
        Math.floor(draw * model.vocabulary),
      );
      return [{ id: row, tokens: ids, labels: ids }];
    }),
  ];
  const { adapter, values } = tuned;
  const run = train({
    ...{ model, weights, adapter, values, totalSteps: steps, seed: 1, learningRate: 1e-4 },
    schedule: { name: 'constant' },
    steps: Array.from({ length: steps }, (_, step) => ({ step, microBatches: microBatches(step) })),
  });
  const [stepSeconds, losses]: [number[], number[]] = [[], []];
  run.events.subscribe((event) => {
    if (event.type !== 'step-end') return;
    stepSeconds.push(event.seconds);
    losses.push(event.loss);
  });
  await run;
  return { stepSeconds, losses };
}

async function answers({ prompts, newTokens }: NonNullable<StorageTask['generate']>) {
  const start = performance.now();
  const prompt = tokenizer.encode('请用一句话介绍中国的春节。', { specials: true });
  const spec = {
    ...{ model, weights, adapters: [], maxNewTokens: newTokens, seed: 1, batchSize: prompts, endOfText: [] },
    prompts: Array.from({ length: prompts }, () => prompt),
    sampling: { temperature: 0 },
  };
  let answer: readonly number[] = [];
  for await (const { index, tokens } of generateTokens(spec)) if (index === 0) answer = tokens;
  return { generateSeconds: (performance.now() - start) / 1000, answer };
}
