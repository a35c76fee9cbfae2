import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import {
  gradientStep,
  logitsOf,
  randomWeights,
  relativeDifference,
  segment,
  tinyFusedModel,
  tinySplitModel,
} from '@weitiao/conformance';
import { StudyError, tiedHeadOf, type BaseModel } from '@weitiao/core';
import { ParameterStore, parametersOf, type Weights } from '@weitiao/nn';
import { add, scope, tensor, tensorsAlive } from '@weitiao/tensor';
import { mergeAdapters } from '../merge/index.js';
import { stretches } from './replaced-rows.js';
import { trainedBase } from './trained-base.js';

const [tied, untied] = [tinyFusedModel(), tinySplitModel()];
const weights = new Map<BaseModel, Weights>();
beforeAll(async () => {
  await tensorflow({ threads: 2 }).start();
  for (const model of [tied, untied]) weights.set(model, randomWeights(model));
});
afterAll(() => weights.forEach((each) => each[Symbol.dispose]()));

const rows = [[segment(1, [3, 7, 1, 12, 5]), segment(2, [9, 2])]];
const table = (model: BaseModel) => model.sites.find(({ kind }) => kind === 'embedding')!;
type Choice = Omit<Parameters<typeof trainedBase>[2], 'bias'>;

/** What the choice trains, every number moved. */
function moved(model: BaseModel, choice: Choice) {
  const adapter = trainedBase(model, [], { bias: 'none', ...choice });
  const values = ParameterStore.start(parametersOf(adapter), weights.get(model)!, 1);
  for (const parameter of values.parameters) {
    const value = values.get(parameter);
    const noise = Float32Array.from({ length: value.size }, (_, at) => Math.sin(at + parameter.name.length) / 3);
    values.set(parameter, scope(() => add(value, tensor(noise, [...value.shape])))); // prettier-ignore
  }
  return { adapter, values };
}
const logits = (model: BaseModel, adapters: ReturnType<typeof moved>[] = []) =>
  logitsOf({ model, weights: weights.get(model)!, adapters }, rows).flatMap((each) => [...each]);
const names = ({ values }: ReturnType<typeof moved>) => values.parameters.map(({ name, shape }) => [name, [...shape]]);

describe('rows that are trained', () => {
  it.each([
    ['a tied head shares them', tied, [2, 7, 12]],
    ['ids in any order', tied, [12, 2, 7]],
    ['a head of its own keeps its rows', untied, [2, 7, 12]],
  ])('do as the merged table does: %s', (_, model, trainableTokens) => {
    const own = moved(model, { trainableTokens });
    expect(names(own)).toEqual([[`${table(model).path}.token_adapter.trainable_tokens_delta`, [3, 12]]]);
    const [plain, wanted] = [logits(model), logits(model, [own])];
    expect(relativeDifference(wanted, plain)).toBeGreaterThan(1e-3);
    const merged = mergeAdapters(model, weights.get(model)!, [own]);
    expect([...merged.changed]).toEqual([`${table(model).path}.weight`]);
    expect(relativeDifference(logits(model), wanted)).toBeLessThan(1e-6);
    merged.unmerge();
    own.values[Symbol.dispose]();
  });

  it('begin as the base has them, so nothing changes, and hold memory for themselves alone', () => {
    const before = tensorsAlive();
    const adapter = trainedBase(tied, [], { bias: 'none', trainableTokens: [3, 5] });
    const values = ParameterStore.start(parametersOf(adapter), weights.get(tied)!, 1);
    expect(tensorsAlive().bytes - before.bytes).toBe(2 * 12 * 4);
    expect(logits(tied, [{ adapter, values }])).toEqual(logits(tied));
    gradientStep({ model: tied, weights: weights.get(tied)!, adapters: [{ adapter, values }] }, rows, 0.1);
    values[Symbol.dispose]();
    expect(tensorsAlive()).toEqual(before);
  });

  it('of both tables by their names', () => {
    const own = moved(untied, { trainableTokens: { embed_tokens: [3], lm_head: [4, 1] } });
    expect(names(own)).toEqual([
      ['model.embed_tokens.token_adapter.trainable_tokens_delta', [1, 12]],
      ['lm_head.token_adapter.trainable_tokens_delta', [2, 12]],
    ]);
    own.values[Symbol.dispose]();
  });

  it('of a table that is both: once for the same ids, apart for others, and then no merge', () => {
    const same = moved(tied, { trainableTokens: { embed: [3, 4], lm_head: [3, 4] } });
    expect(names(same)).toHaveLength(1);
    const apart = moved(tied, { trainableTokens: { embed: [3, 4], lm_head: [4] } });
    expect(names(apart)).toHaveLength(2);
    expect(() => mergeAdapters(tied, weights.get(tied)!, [apart])).toThrow('the adapter has another table for each');
    [same, apart].forEach(({ values }) => values[Symbol.dispose]());
  });

  it.each<[string, Choice, string]>([
    ['an unknown table', { trainableTokens: { wte: [1] } }, '"wte" is no embedding and no output head of this model.\n  This model has: embed · lm_head'],
    ['an id beyond the vocabulary', { trainableTokens: [900] }, 'names the id 900; the table of embed has'],
    ['an id twice', { trainableTokens: [3, 1, 3] }, 'names the id 3 twice'],
    ['a table that is trained whole', { trainableTokens: [3], modulesToSave: ['embed'] }, 'trained whole by modulesToSave'],
    ['other ids where the tables stay one', { trainableTokens: { embed: [3], lm_head: [4] }, ensureWeightTying: true }, 'Give both the same ids'],
  ])('are refused: %s', (_, choice, message) => {
    const run = () => trainedBase(tied, [], { bias: 'none', ...choice });
    expect(run).toThrow(StudyError);
    expect(run).toThrow(message);
  }); // prettier-ignore
});

describe('a table that is embedding and head, trained whole', () => {
  const shape = [table(tied).inputWidth, 12];

  it('has a copy for each, which no checkpoint holds', () => {
    const own = moved(tied, { modulesToSave: ['embed', 'lm_head'] });
    expect(names(own)).toEqual([['embed.weight', shape], ['lm_head.weight', shape]]); // prettier-ignore
    expect(relativeDifference(logits(tied, [own]), logits(tied))).toBeGreaterThan(1e-3);
    expect(() => mergeAdapters(tied, weights.get(tied)!, [own])).toThrow('the adapter has another table for each');
    own.values[Symbol.dispose]();
  });

  it.each(['embed', 'lm_head'])('has one for both where they stay one: %s', (name) => {
    const own = moved(tied, { modulesToSave: [name], ensureWeightTying: true });
    expect(names(own)).toEqual([['embed.weight', shape]]);
    expect(own.values.parameters[0]!.alsoNamed).toEqual(['lm_head.weight']);
    const wanted = logits(tied, [own]);
    const merged = mergeAdapters(tied, weights.get(tied)!, [own]);
    expect(relativeDifference(logits(tied), wanted)).toBeLessThan(1e-6);
    merged.unmerge();
    own.values[Symbol.dispose]();
  });

  it('is two tables on other models', () => {
    expect(tiedHeadOf(untied)).toBeUndefined();
    const own = moved(untied, { modulesToSave: ['embed_tokens', 'lm_head'] });
    expect(names(own).map(([name]) => name)).toEqual(['model.embed_tokens.weight', 'lm_head.weight']);
    own.values[Symbol.dispose]();
  });
});

it('cuts a vocabulary into stretches that are replaced and such that are not', () => {
  expect(stretches([7, 8, 9], 10)).toEqual([{ start: 0, length: 7 }, { start: 7, length: 3, from: 0 }]); // prettier-ignore
  expect(stretches([0, 2], 4)).toEqual([
    { start: 0, length: 1, from: 0 },
    { start: 1, length: 1 },
    { start: 2, length: 1, from: 1 },
    { start: 3, length: 1 },
  ]);
});
