import { writeTensors } from '@weitiao/checkpoint';
import type { Adapter, Segment } from '@weitiao/core';
import { parametersOf, ParameterStore } from '@weitiao/nn';
import full from '@weitiao/peft-full';
import lora from '@weitiao/peft-lora';
import { philoxNormal, randomKey, tensor } from '@weitiao/tensor';
import { train } from '@weitiao/training';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { firstPass } from './logit-cells.js';
import type { Subject } from './subject.js';

const [rank, alpha] = [4, 8];

/**
 * How both sides step. AdamW's first step has the size of the learning rate whatever the gradient's; with so large an epsilon it follows the gradient,
 * so that one that is nothing but rounding errors (of keys' biases) moves nothing.
 */
export const stepOptions = { learningRate: 0.1, epsilon: 1e-2, scale: alpha / rank } as const;

/** What was trained, and the loss before. The caller disposes the values. */
export interface Step {
  readonly loss: number;
  readonly start: ReadonlyMap<string, Float32Array>;
  readonly values: ParameterStore;
}

/** The texts of the reference; the first half of the longer ones is not trained, as a prompt is not. */
export const trainedTexts = ({ numbers, loaded: { model } }: Subject): Segment[] =>
  numbers.texts
    .filter(({ tokens }) => tokens.length > 1)
    .map(({ tokens }, id) => {
      const half = tokens.length > 8 ? Math.floor(tokens.length / 2) : 0;
      const prompt = model.divide ? firstPass(model, tokens) : half;
      return { id, tokens, labels: tokens.map((token, place) => (place < prompt ? -100 : token)) };
    });

/** One step of LoRA on every linear layer, from factors none of which is zero. They are written for Python. */
export async function loraStep(subject: Subject): Promise<Step> {
  const adapter = lora({ rank, alpha, targetModules: 'all-linear' }).attach(subject.loaded.model);
  const values = ParameterStore.start(parametersOf(adapter), subject.loaded.weights, 1);
  for (const parameter of values.parameters) {
    const { name, shape } = parameter;
    const size = shape.reduce((product, length) => product * length, 1);
    const noise = philoxNormal(size, randomKey('factor', name)).map((draw) => draw * 0.1);
    values.set(parameter, tensor(noise, [...shape]));
  }
  await mkdir(subject.exchange, { recursive: true });
  const factors = values.parameters.map((parameter) => [parameter.name, values.get(parameter)] as const);
  await writeTensors(join(subject.exchange, 'lora.safetensors'), new Map(factors));
  return step(subject, adapter, values);
}

/** One step of every weight. */
export function fullStep(subject: Subject): Promise<Step> {
  const adapter = full({}).attach(subject.loaded.model);
  return step(subject, adapter, ParameterStore.start(parametersOf(adapter), subject.loaded.weights, 1));
}

async function step(subject: Subject, adapter: Adapter, values: ParameterStore): Promise<Step> {
  const start = new Map(
    values.parameters.map((one) => [one.name, Float32Array.from(values.get(one).dataSync())] as const),
  );
  const [first, ...others] = trainedTexts(subject);
  const { learningRate, epsilon } = stepOptions;
  const { loss } = await train({
    ...{ model: subject.loaded.model, weights: subject.loaded.weights, adapter, values },
    // Packed and padded rows in the same step, and two micro-batches: none of that changes what is computed.
    steps: [{ step: 0, microBatches: [[[first!]], [others]] }],
    ...{ totalSteps: 1, schedule: { name: 'constant' }, seed: 1, learningRate },
    ...{ optimizer: { epsilon }, maxGradientNorm: Infinity },
  });
  return { loss: loss!, start, values };
}
