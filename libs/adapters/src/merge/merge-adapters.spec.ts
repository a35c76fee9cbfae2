import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import {
  attach,
  logitsOf,
  randomWeights,
  relativeDifference,
  segment,
  tinyFusedModel,
  tinyLowRank,
  tinyPrefix,
  tinyPrompt,
  tinySplitModel,
} from '@weitiao/conformance';
import { baseWeight, parameter, type BaseModel } from '@weitiao/core';
import type { AttachedAdapter, Weights } from '@weitiao/nn';
import { ones, tensorsAlive } from '@weitiao/tensor';
import { attached, bend, besideEmbedding, changing, shift } from './__fixtures__/adapters.js';
import { mergeAdapters } from './merge-adapters.js';

const [fused, split] = [tinyFusedModel(), tinySplitModel()];
let weights: Weights;
beforeAll(async () => void (await tensorflow({ threads: 2 }).start()));
beforeEach(() => void (weights = randomWeights(fused)));
afterEach(() => weights[Symbol.dispose]());

const rows = [[segment(1, [3, 7, 1, 12, 5]), segment(2, [9, 2])]];
const logits = (model: BaseModel, adapters: readonly AttachedAdapter[] = [], of = weights) =>
  logitsOf({ model, weights: of, adapters }, rows).flatMap((each) => [...each]);
const numbers = (of: Weights) => [...of.names].map((name) => Array.from(of.get(name).dataSync()));
const linear = (model: BaseModel, role: string) => model.sites.filter((site) => site.role === role);

describe('mergeAdapters', () => {
  it('gives the base the logits that several adapters together gave it', () => {
    const both = [
      attach(tinyLowRank({}), { model: fused, weights }),
      attach(tinyLowRank({}), { model: fused, weights }, 2),
    ];
    const wanted = logits(fused, both);
    const merged = mergeAdapters(fused, weights, both);
    expect(relativeDifference(logits(fused), wanted)).toBeLessThan(1e-5);
    expect([...merged.residuals.keys()]).toEqual(
      fused.sites.filter(({ kind }) => kind === 'linear').map(({ path }) => path),
    );
    expect(merged.tensors.size).toBe(fused.weights.size);
    merged.unmerge();
  });

  it('puts the base back bit for bit', () => {
    const before = numbers(weights);
    const merged = mergeAdapters(fused, weights, [attach(tinyLowRank({}), { model: fused, weights })]);
    expect(numbers(weights)).not.toEqual(before);
    merged.unmerge();
    expect(numbers(weights)).toEqual(before);
  });

  it('holds one layer more than the model where the base is not kept, and leaves nothing behind', () => {
    const adapter = attach(tinyLowRank({}), { model: fused, weights });
    const before = tensorsAlive();
    mergeAdapters(fused, weights, [adapter], { keepBase: false });
    expect(tensorsAlive()).toEqual(before);
    adapter.values[Symbol.dispose]();
  });

  it('takes base weights that are trained in place', () => {
    const name = 'final_norm.weight';
    const adapter = attached({ weights: new Map([[name, parameter(name, [12], () => ones([12]))]]) }, weights);
    const wanted = logits(fused, [adapter]);
    const merged = mergeAdapters(fused, weights, [adapter]);
    expect([...merged.changed]).toEqual([name]);
    expect(logits(fused)).toEqual(wanted);
    merged.unmerge();
  });

  it('takes a bias that is trained in place and shifted besides', () => {
    const [site] = linear(fused, 'mlp.up');
    const name = `${site!.path}.bias`;
    const trained = attached({ weights: new Map([[name, parameter(name, [24], baseWeight(name))]]) }, weights);
    const both = [trained, changing([site!], shift, weights)];
    const wanted = logits(fused, both);
    const merged = mergeAdapters(fused, weights, both);
    expect(relativeDifference(logits(fused), wanted)).toBeLessThan(1e-5);
    merged.unmerge();
  });

  it('refuses what is not linear, naming the layer, and leaves the base as it was', () => {
    const before = numbers(weights);
    const mlp = fused.sites.filter(({ kind, role }) => kind === 'linear' && role.startsWith('mlp.'));
    const run = () => mergeAdapters(fused, weights, [changing(mlp.slice(1), bend, weights)]);
    expect(run).toThrow(/^Cannot be merged: layers\.0\.mlp\.down is not linear any more\n\(a linear layer cannot reproduce it; relative error \d\.\de-\d\)\.$/); // prettier-ignore
    expect(numbers(weights)).toEqual(before);
  });

  it('does not call a layer bent where only the digits of float32 are asked for too much', () => {
    const run = () => mergeAdapters(fused, weights, [attach(tinyLowRank({}), { model: fused, weights })], { tolerance: 1e-12 }); // prettier-ignore
    expect(run).toThrow(/cannot be as exact as was asked\n\(relative error \d\.\de-\d is float32's rounding; wanted was at most 1e-12\)\.$/); // prettier-ignore
  });

  it('merges what is not linear as well as it goes where the tolerance allows it', () => {
    const merged = mergeAdapters(fused, weights, [changing(linear(fused, 'mlp.up').slice(0, 1), bend, weights)], { tolerance: 0.5 }); // prettier-ignore
    expect([...merged.residuals.values()][0]).toBeGreaterThan(1e-3);
    merged.unmerge();
  });

  it('refuses a bias where the model has no place for one', () => {
    const own = randomWeights(split);
    const run = () => mergeAdapters(split, own, [changing(linear(split, 'attention.query'), shift, own)]);
    expect(run).toThrow(/q_proj would need a bias, and this model's layer has none/);
    own[Symbol.dispose]();
  });

  it('folds an adapted embedding where the head is another table, and refuses it where both are one', () => {
    const own = randomWeights(split);
    const adapter = besideEmbedding(linear(split, 'embedding')[0]!, own);
    const wanted = logits(split, [adapter], own);
    const merged = mergeAdapters(split, own, [adapter]);
    expect(relativeDifference(logits(split, [], own), wanted)).toBeLessThan(1e-6);
    merged.unmerge();
    own[Symbol.dispose]();
    const tied = () => mergeAdapters(fused, weights, [besideEmbedding(linear(fused, 'embedding')[0]!, weights)]);
    expect(tied).toThrow("embed is this model's output head too");
  });

  it.each([
    ['prompt', tinyPrompt({}), 'learned tokens stand in front'],
    ['prefix', tinyPrefix({}), 'learned keys and values stand in front'],
  ])('says why a %s cannot be merged', (_name, method, reason) => {
    expect(() => mergeAdapters(fused, weights, [attach(method, { model: fused, weights })])).toThrow(reason);
  });

  it('says why a sublayer cannot be merged', () => {
    const sublayer = fused.sites.filter(({ kind }) => kind === 'sublayer');
    expect(() => mergeAdapters(fused, weights, [changing(sublayer, shift, weights)])).toThrow(
      'layers.0.attention is adapted as a whole (its sublayer)',
    );
  });
});
