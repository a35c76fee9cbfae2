import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import type { Parameter, Segment } from '@weitiao/core';
import { parametersOf, ParameterStore } from '@weitiao/nn';
import { tensorsAlive } from '@weitiao/tensor';
import fc from 'fast-check';
import { difference } from '../__fixtures__/difference.js';
import { tinyAdapter } from '../__fixtures__/tiny-adapter.js';
import { tinySegments } from '../__fixtures__/tiny-data.js';
import { tinyModel, tinyWeights } from '../__fixtures__/tiny-model.js';
import { accumulate } from './accumulate.js';
import { countTokens } from './count-tokens.js';
import { GradientSum } from './gradient-sum.js';
import type { MicroBatch } from './training-step.js';

beforeAll(() => tensorflow({ threads: 2 }).start());

/** Loss and gradients of one optimiser step, cut as told. */
function stepOf(microBatches: readonly MicroBatch[], dropout: number, recompute = false) {
  const model = tinyModel();
  const weights = tinyWeights(model);
  const adapter = tinyAdapter(model, dropout);
  const values = ParameterStore.start(parametersOf(adapter), weights, 1);
  const sum = new GradientSum();
  const { trainedTokens } = countTokens(microBatches, { prompt: 0, prefix: 0 });
  const subject = { model, weights, adapter, values };
  const training = { seed: 5, step: 3, recompute };
  const losses = microBatches.map(
    (rows) => accumulate(rows, { subject, training, trainedTokens, withPenalty: false, sum }).loss,
  );
  const gradients = [...sum.all].map(([parameter, gradient]: [Parameter, { dataSync(): ArrayLike<number> }]) => ({
    name: parameter.name,
    values: Array.from(gradient.dataSync()),
  }));
  [sum, values, weights].forEach((owner) => owner[Symbol.dispose]());
  return { loss: losses.reduce((total, loss) => total + loss, 0) / trainedTokens, gradients };
}

const rowsOf = (segments: readonly Segment[], perRow: number): Segment[][] =>
  Array.from({ length: Math.ceil(segments.length / perRow) }, (_, row) =>
    segments.slice(row * perRow, (row + 1) * perRow),
  );

function expectSame(a: ReturnType<typeof stepOf>, b: ReturnType<typeof stepOf>) {
  expect(Math.abs(a.loss - b.loss) / b.loss).toBeLessThan(1e-5);
  expect(a.gradients.map(({ name }) => name)).toEqual(b.gradients.map(({ name }) => name));
  a.gradients.forEach(({ name, values }, index) => {
    expect([name, difference(values, b.gradients[index]!.values) <= 1e-5]).toEqual([name, true]);
  });
}

describe.each([0, 0.3])('a step with dropout %p', (dropout) => {
  const segments = tinySegments(32);
  const whole = [rowsOf(segments, 1)];

  it('is the same as 1 × 32, as 32 × 1, and packed', () => {
    const padded = stepOf(whole, dropout);
    expectSame(
      stepOf(
        segments.map((segment) => [[segment]]),
        dropout,
      ),
      padded,
    );
    expectSame(stepOf([rowsOf(segments, 4)], dropout), padded);
  });

  it('is the same when layers are computed again', () => {
    expectSame(stepOf(whole, dropout, true), stepOf(whole, dropout));
  });

  it('is the same however it is cut', () => {
    const few = segments.slice(0, 8);
    const expected = stepOf([rowsOf(few, 1)], dropout);
    const cut = fc.record({ perRow: fc.integer({ min: 1, max: 4 }), perBatch: fc.integer({ min: 1, max: 4 }) });
    fc.assert(
      fc.property(cut, ({ perRow, perBatch }) => {
        const rows = rowsOf(few, perRow);
        const batches = Array.from({ length: Math.ceil(rows.length / perBatch) }, (_, n) =>
          rows.slice(n * perBatch, (n + 1) * perBatch),
        );
        expectSame(stepOf(batches, dropout), expected);
      }),
      { numRuns: 10, seed: 1 },
    );
  });
});

describe('accumulate', () => {
  it('really drops something', () => {
    const rows = [rowsOf(tinySegments(4), 1)];
    expect(Math.abs(stepOf(rows, 0.3).loss - stepOf(rows, 0).loss)).toBeGreaterThan(1e-4);
  });

  it('leaves no tensor behind', () => {
    const rows = [rowsOf(tinySegments(4), 1)];
    stepOf(rows, 0.1);
    const before = tensorsAlive().count;
    stepOf(rows, 0.1);
    stepOf(rows, 0.1, true);
    expect(tensorsAlive().count).toBe(before);
  });
});
