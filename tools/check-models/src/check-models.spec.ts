import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import type { BaseModel, Pass } from '@weitiao/core';
import { passes, tinyModels } from '@weitiao/python-reference';
import { zeros } from '@weitiao/tensor';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTensors } from '@weitiao/checkpoint';
import { tableRow } from './columns.js';
import { logitCells } from './logit-cells.js';
import type { PythonResult } from './python-side.js';
import { saveForms, tripCell, type Saved } from './round-trip.js';
import { stepCell, type Steps } from './step-cell.js';
import { fullStep, loraStep, type Step } from './step.js';
import { chosenModels, openSubject, type Subject } from './subject.js';

const exchange = mkdtempSync(join(tmpdir(), 'weitiao-check-models-'));
let subject: Subject;
beforeAll(async () => {
  await tensorflow({ threads: 2 }).start();
  const folder = tinyModels().find(({ family, name }) => family === 'llama' && name === 'heads-4')!;
  subject = await openSubject(folder, exchange);
});
afterAll(() => {
  subject.loaded.weights[Symbol.dispose]();
  rmSync(exchange, { recursive: true });
});

const states = (cells: Awaited<ReturnType<typeof logitCells>>) =>
  Object.fromEntries(Object.entries(cells).map(([column, { state }]) => [column, state]));

/** The subject with a model whose passes are changed. */
function broken(change: (pass: Pass) => Partial<Pass>): Subject {
  const { model } = subject.loaded;
  const forward: BaseModel['forward'] = (pass) => {
    const changed = change(pass);
    return model.forward(
      new Proxy(pass, {
        get: (target, key) => {
          const value: unknown = Reflect.get(key in changed ? changed : target, key);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      }),
    );
  };
  return { ...subject, loaded: { ...subject.loaded, model: { ...model, forward } } };
}

describe('the columns of logits', () => {
  it('hold of a model that is right', async () => {
    expect(states(await logitCells(subject))).toEqual({ logits: 'ok', cached: 'ok', padded: 'ok' });
  });

  it.each<[string, (pass: Pass) => Partial<Pass>, object]>([
    [
      'sees what comes later',
      ({ mask }) => ({ mask: zeros(mask.shape) }),
      { logits: 'wrong', cached: 'wrong', padded: 'wrong' },
    ],
    ['forgets its cache', () => ({ remember: (_, fresh) => fresh }), { logits: 'ok', cached: 'wrong', padded: 'ok' }],
    [
      'sees all segments of a row',
      ({ mask, layout: { batch, sequence } }) => (batch === 1 && sequence === 18 ? { mask: zeros(mask.shape) } : {}),
      { logits: 'ok', cached: 'ok', padded: 'wrong' },
    ],
  ])('find out one that %s', async (_, change, wanted) => {
    expect(states(await logitCells(broken(change)))).toEqual(wanted);
  });
});

describe('the train step', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = { lora: await loraStep(subject), full: await fullStep(subject) };
  });
  afterAll(() => [steps.lora, steps.full].forEach(({ values }) => values[Symbol.dispose]()));

  /** Python's files, as if it had found what `step` has. */
  const asPython = async (file: string, { values }: Step) =>
    writeTensors(
      join(subject.exchange, file),
      new Map(values.parameters.map((parameter) => [parameter.name, values.get(parameter)])),
    );
  const losses = () => ({ step: { lora: steps.lora.loss, full: steps.full.loss }, errors: {} });

  it('moves every tensor', () => {
    for (const { start, values } of [steps.lora, steps.full]) {
      const still = values.parameters.filter(
        (one) => String(values.get(one).dataSync()) === String(start.get(one.name)),
      );
      expect(still.map(({ name }) => name)).toEqual([]);
    }
  });

  it('holds where Python found the same, and not where a tensor or the loss is another', async () => {
    await asPython('lora-end.safetensors', steps.lora);
    await asPython('full-end.safetensors', steps.full);
    const cell = (python: PythonResult) => stepCell(steps, subject.exchange, python);
    expect(await cell(losses())).toEqual({ state: 'ok', differences: [0, 0, 0] });
    const other = { ...losses(), step: { lora: steps.lora.loss * 1.001, full: steps.full.loss } };
    expect(await cell(other)).toMatchObject({ state: 'wrong', note: expect.stringMatching(/^the loss differs/) });
    // A model whose layers all give what the first was given.
    const still = await fullStep(broken((pass) => ({ recompute: (_, input) => pass.constant('still', () => input) })));
    await asPython('full-end.safetensors', still);
    still.values[Symbol.dispose]();
    expect(await cell(losses())).toMatchObject({ state: 'wrong', note: expect.stringMatching(/^the step of model\./) });
    expect(await cell({ errors: { step: 'out of memory' } })).toMatchObject({ state: 'wrong', note: 'out of memory' });
  });
});

describe('the round trip', () => {
  let saved: Saved;
  beforeAll(async () => {
    saved = await saveForms(subject);
  });
  const fine = { missing: [], unexpected: [], mismatched: [], difference: 1e-7 };
  const found = (trip: object): PythonResult => ({ trip: { 'float32 sharded': { ...fine, ...trip } }, errors: {} });

  it('holds where Python reads every name and computes the same', async () => {
    expect((await tripCell(subject, saved, found({}))).state).toBe('ok');
  });

  it.each([
    [{ missing: ['model.norm.weight'] }, 'float32 sharded: Python misses model.norm.weight'],
    [{ unexpected: ['a', 'b', 'c', 'd'] }, 'float32 sharded: Python does not know a, b, c …'],
    [{ mismatched: ['a'] }, 'float32 sharded: of another shape are a'],
    [{ difference: 1e-3 }, 'logits of float32 sharded differs by 1.0e-3, allowed 0.0001'],
  ])('does not with %j', async (trip, note) => {
    expect(await tripCell(subject, saved, found(trip))).toMatchObject({ state: 'wrong', note });
  });
});

describe('the table', () => {
  it('is no pass with a wrong cell, and says what was not run', () => {
    const row = tableRow('llama', 'tiny', { logits: { state: 'ok' } }, 'not run');
    expect(row.cells.map(({ state }) => state)).toEqual(['ok', 'none', 'none', 'none', 'none']);
    expect(passes([row, tableRow('llama', 'other', { logits: { state: 'wrong', note: 'far' } }, 'not run')])).toBe(
      false,
    );
  });

  it('is of families that have checkpoints', () => {
    expect(new Set(chosenModels('llama,gpt2').map(({ family }) => family))).toEqual(new Set(['gpt2', 'llama']));
    expect(() => chosenModels('lama')).toThrow(/There is no family "lama" with checkpoints\. There are: baichuan, /);
  });
});
