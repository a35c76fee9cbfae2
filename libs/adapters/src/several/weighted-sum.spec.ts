import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import {
  attach,
  logitsOf,
  randomWeights,
  relativeDifference,
  segment,
  tinyFusedModel,
  tinyLowRank,
  tinyPrompt,
} from '@weitiao/conformance';
import type { Adapter } from '@weitiao/core';
import { ParameterStore, type AttachedAdapter, type Weights } from '@weitiao/nn';
import { tensorsAlive, zeros } from '@weitiao/tensor';
import fc from 'fast-check';
import { mergeAdapters } from '../merge/index.js';
import { weightedSum } from './weighted-sum.js';

const model = tinyFusedModel();
let weights: Weights;
let [one, other]: AttachedAdapter[] = [];
beforeAll(async () => {
  await tensorflow({ threads: 2 }).start();
  weights = randomWeights(model);
  one = attach(tinyLowRank({}), { model, weights }, 1);
  other = attach(tinyLowRank({}), { model, weights }, 2);
});
afterAll(() => {
  for (const { values } of [one!, other!]) values[Symbol.dispose]();
  weights[Symbol.dispose]();
});

const rows = [[segment(1, [3, 7, 1, 12, 5]), segment(2, [9, 2])]];
const logits = (...adapters: AttachedAdapter[]) =>
  logitsOf({ model, weights, adapters }, rows).flatMap((each) => [...each]);
const sum = (a: number, b: number) => weightedSum([{ ...one!, weight: a }, { ...other!, weight: b }]); // prettier-ignore

/** Numbers of the merged weights. */
function mergedWith(adapter: AttachedAdapter): number[] {
  const merged = mergeAdapters(model, weights, [adapter]);
  const values = [...weights.names].flatMap((name) => [...weights.get(name).dataSync()]);
  merged.unmerge();
  return values;
}

describe('weightedSum', () => {
  it('with one weight 1 and the other 0 is that adapter', () => {
    const [first, second] = [sum(1, 0), sum(0, 1)];
    expect(relativeDifference(logits(first), logits(one!))).toBeLessThan(1e-6);
    expect(relativeDifference(logits(second), logits(other!))).toBeLessThan(1e-6);
  });

  it('is linear in the weights: what it changes in the base is the sum of what its parts change', () => {
    const base = mergedWith({ adapter: {}, values: new ParameterStore() });
    const [first, second] = [one!, other!].map((each) => mergedWith(each).map((value, at) => value - base[at]!));
    const weight = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(weight, weight, (a, b) => {
        const added = sum(a, b);
        const wanted = base.map((value, at) => value + a * first![at]! + b * second![at]!);
        expect(relativeDifference(mergedWith(added), wanted)).toBeLessThan(1e-5);
        added.values[Symbol.dispose]();
      }),
      { numRuns: 10 },
    );
  });

  it('of one adapter with weight 1 beside another is both attached, where the first sees what the second leaves', () => {
    const alone = weightedSum([{ ...one!, weight: 1 }]);
    expect(relativeDifference(logits(alone, other!), logits(one!, other!))).toBeLessThan(1e-6);
  });

  it('owns its values: disposing them leaves the parts as they are', () => {
    const before = tensorsAlive().count;
    sum(1, 1).values[Symbol.dispose]();
    expect(tensorsAlive().count).toBe(before);
    expect(() => logits(one!)).not.toThrow();
  });

  it('refuses prompts and base weights, saying what to do', () => {
    const prompt = attach(tinyPrompt({}), { model, weights });
    expect(() => weightedSum([{ ...prompt, weight: 1 }])).toThrow(
      'An adapter with a prompt cannot be part of a weighted sum. Attach it beside the others, without a weight.',
    );
    const trained: Adapter = { weights: new Map([['embed.weight', one!.values.parameters[0]!]]) };
    expect(() => weightedSum([{ adapter: trained, values: one!.values, weight: 1 }])).toThrow(
      'base weights of its own',
    );
  });
});

describe('several adapters at once', () => {
  it('switch by the list of a pass: each gives what it gives alone', () => {
    const alone = [logits(one!), logits(other!), logits()];
    expect([logits(one!), logits(other!), logits()]).toEqual(alone);
    expect(alone[0]).not.toEqual(alone[1]);
  });

  it('a prompt and a low-rank adapter are each alone where the other adds nothing', () => {
    const prompt = attach(tinyPrompt({}), { model, weights });
    const silent = {
      adapter: one!.adapter,
      values: ParameterStore.of(new Map(one!.values.parameters.map((each) => [each, zeros([...each.shape])]))),
    };
    expect(logits(silent, prompt)).toEqual(logits(prompt));
    expect(logits(prompt, one!)).not.toEqual(logits(prompt));
    silent.values[Symbol.dispose]();
    prompt.values[Symbol.dispose]();
  });
});
