import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { attach, randomWeights, tinyFusedModel, tinyLowRank } from '@weitiao/conformance';
import { exitCodes, normal, parameter, tap } from '@weitiao/core';
import type { Weights } from '@weitiao/nn';
import { add } from '@weitiao/tensor';
import { attached } from './__fixtures__/adapters.js';
import { MergeError } from './merge-error.js';
import { compareLogits, mergeWithParity } from './merge-with-parity.js';

const model = tinyFusedModel();
const prompts = [
  [1, 2, 3],
  [7, 5],
];
let weights: Weights;
beforeAll(async () => void (await tensorflow({ threads: 2 }).start()));
beforeEach(() => void (weights = randomWeights(model)));
afterEach(() => weights[Symbol.dispose]());

describe('mergeWithParity', () => {
  it('tells how far the merged logits are from the attached ones', () => {
    const { merged, parity } = mergeWithParity(model, weights, [attach(tinyLowRank({}), { model, weights })], prompts);
    expect(parity.prompts).toBe(2);
    expect(parity.difference).toBeLessThan(1e-5);
    merged.unmerge();
  });

  it('refuses above the tolerance, saying the difference, and puts the base back', () => {
    const before = weights.get('layers.0.mlp.up.weight');
    const run = () => mergeWithParity(model, weights, [attach(tinyLowRank({}), { model, weights })], prompts, { tolerance: 1e-9 }); // prettier-ignore
    const error = thrownBy(run);
    expect(error.exitCode).toBe(exitCodes.data);
    expect(error.message).toMatch(/^Cannot be merged: /);
    expect(error.message).toMatch(/relative error \d\.\de-\d/);
    expect(weights.get('layers.0.mlp.up.weight')).toBe(before);
  });

  it('catches what single layers do not show: an adapter that depends on more than its input', () => {
    const site = model.sites.find(({ role }) => role === 'mlp.up')!;
    const vector = parameter('vector', [site.outputWidth], normal(0.3));
    const late = tap(site, { vector }, (input, next, values, { layout }) =>
      layout.sequence > 1 ? add(next(input), values.vector) : next(input),
    );
    const error = thrownBy(() => mergeWithParity(model, weights, [attached({ taps: [late] }, weights)], prompts));
    expect(error.message).toMatch(
      /^Cannot be merged: on 2 prompts the merged model's logits differ from the attached one's\n/,
    );
    expect(error.message).toMatch(/by \d\.\de-\d of the largest, on prompt \d; wanted at most 1e-4/);
    expect(error.obstacle.difference).toBeGreaterThan(1e-3);
  });
});

describe('compareLogits', () => {
  it('is relative to the largest logit of the prompt, and names the worst prompt', () => {
    const parity = compareLogits([Float32Array.of(1, 2), Float32Array.of(0, 10)], [Float32Array.of(1, 2), Float32Array.of(1, 10)]); // prettier-ignore
    expect(parity).toEqual({ difference: 0.1, prompt: 1, prompts: 2 });
  });

  it('does not take NaN for parity', () => {
    expect(compareLogits([Float32Array.of(1, 2)], [Float32Array.of(NaN, 2)]).difference).toBe(Infinity);
  });
});

function thrownBy(run: () => unknown): MergeError {
  try {
    run();
  } catch (error) {
    if (error instanceof MergeError) return error;
  }
  throw new Error('there was no MergeError');
}
