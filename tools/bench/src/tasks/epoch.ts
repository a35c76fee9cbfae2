import tensorflow from '@weitiao/backend-tensorflow';
import alpaca from '@weitiao/dataset-alpaca';
import bloom from '@weitiao/model-bloom';
import lora from '@weitiao/peft-lora';
import { LoadedBase, trainOptions, templateOf, TrainingData, trainTuned, Tuned } from '@weitiao/study';
import { peakMegabytes } from '../peak-memory.js';
import type { EpochTask } from '../shapes.js';

/** The counterpart of python/epoch.py: one epoch of LoRA on real rows, padded or packed. One JSON line. */
const form = process.argv[2] as 'padded' | 'packed';
const task = JSON.parse(process.argv[3]!) as EpochTask;
await tensorflow({ threads: task.threads }).start();

const options = trainOptions.parse({
  template: 'alpaca',
  budget: { epochs: 1 },
  maxLength: task.limit,
  packing: form === 'packed',
  ...(form === 'packed' ? { tokensPerStep: task.examples * task.limit } : { examplesPerStep: task.examples }),
  microBatch: { tokens: task.examples * task.limit },
  learningRate: task.learningRate,
  threads: task.threads,
});
const base = await LoadedBase.read(bloom({ from: task.model }), task.model);
const method = lora({ rank: task.rank, alpha: 2 * task.rank, targetModules: ['query_key_value'] });
const tuned = Tuned.start(base, method, 0);
const services = { signal: new AbortController().signal, folder: process.cwd(), warn: () => undefined };
const data = await TrainingData.prepare({
  source: alpaca({ from: task.rows }),
  services,
  tokenizer: base.tokenizer,
  template: await base.template(templateOf(options)),
  options,
  seed: 0,
  model: base.model,
  virtualTokens: { prompt: 0, prefix: 0 },
});
const start = performance.now();
const { trainedTokens, step } = await trainTuned({ tuned, data, options, seed: 0 });
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ seconds, trainedTokens, steps: step, peakMegabytes: peakMegabytes() }));
