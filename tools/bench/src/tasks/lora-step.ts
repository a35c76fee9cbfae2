import tensorflow from '@weitiao/backend-tensorflow';
import type { Segment } from '@weitiao/core';
import bloom from '@weitiao/model-bloom';
import { parametersOf, ParameterStore, Weights } from '@weitiao/nn';
import lora from '@weitiao/peft-lora';
import { philoxDoubles, philoxNormal, randomKey, tensor } from '@weitiao/tensor';
import { train, type TrainingStep } from '@weitiao/training';
import { peakMegabytes } from '../peak-memory.js';
import type { StepShape } from '../shapes.js';

/** The counterpart of python/lora_step.py: seconds of each LoRA step of a BLOOM shape, and peak memory. One JSON line. */
const shape = JSON.parse(process.argv[2]!) as StepShape;
await tensorflow({ threads: shape.threads }).start();

const model = bloom({ from: 'random weights' }).build({
  hidden_size: shape.width,
  n_layer: shape.layers,
  n_head: shape.heads,
  vocab_size: shape.vocabulary,
});
const weights = new Weights(new Map([...model.weights].map(([name, size]) => [name, randomWeight(name, size)])));
const adapter = lora({ rank: shape.rank, alpha: 2 * shape.rank, targetModules: ['query_key_value'] }).attach(model);
const values = ParameterStore.start(parametersOf(adapter), weights, 0);

const seconds: number[] = [];
const losses: number[] = [];
const run = train({
  model,
  weights,
  adapter,
  values,
  steps: steps(),
  totalSteps: shape.steps,
  learningRate: 1e-4,
  schedule: { name: 'constant' },
  optimizer: { weightDecay: 0 },
  seed: 0,
});
run.events.subscribe((event) => {
  if (event.type !== 'step-end') return;
  seconds.push(event.seconds);
  losses.push(event.loss);
});
await run;
console.log(JSON.stringify({ seconds, losses, peakMegabytes: peakMegabytes() }));

/** As transformers initialises: N(0, 0.02²), norms at one, biases at zero. */
function randomWeight(name: string, size: readonly number[]) {
  const count = size.reduce((product, length) => product * length, 1);
  const values =
    size.length === 2
      ? philoxNormal(count, randomKey(name)).map((value) => 0.02 * value)
      : new Float32Array(count).fill(name.endsWith('.weight') ? 1 : 0);
  return tensor(values, [...size]);
}

function* steps(): Generator<TrainingStep> {
  for (let step = 0; step < shape.steps; step++) {
    const rows = Array.from({ length: shape.rows }, (_, row): readonly Segment[] => {
      const tokens = Array.from(philoxDoubles(shape.tokens, randomKey(step, row)), (draw) =>
        Math.floor(draw * shape.vocabulary),
      );
      return [{ id: row, tokens, labels: tokens }];
    });
    yield { step, microBatches: [rows] };
  }
}
