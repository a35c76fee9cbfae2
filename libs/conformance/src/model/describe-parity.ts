import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { loadWeights, readModelConfig } from '@weitiao/checkpoint';
import type { BaseModel } from '@weitiao/core';
import { Weights } from '@weitiao/nn';
import { join } from 'node:path';
import type { Bench } from '../bench/bench.js';
import { paddedDifference, referenceDifference, rowsDifference } from '../bench/parity-differences.js';
import { readReferenceLogits, type ReferenceLogits } from '../bench/reference-logits.js';

export interface ParitySubject {
  readonly name: string;
  /** Hugging Face model folder. */
  readonly folder: string;
  readonly build: (config: unknown) => BaseModel;
  /** What transformers computed, as tools/fixtures/tiny_bloom.py writes it; `logits.safetensors` in the folder when absent. */
  readonly reference?: string;
  /** Sides on which the reference also padded a batch. */
  readonly sides?: readonly ('left' | 'right')[];
}

/** Of the largest logit. */
const tolerance = 1e-4;

/** Compares a checkpoint's logits with those of transformers: text by text, in a batch of several lengths, packed, and padded by it. */
export function describeParity({ name, folder, build, reference, sides = ['left', 'right'] }: ParitySubject): void {
  describe(name, () => {
    let bench: Bench;
    let numbers: ReferenceLogits;
    beforeAll(async () => {
      await tensorflow({ threads: 2 }).start();
      const model = build((await readModelConfig(folder)).config);
      bench = { model, weights: new Weights(await loadWeights(folder, model)), adapters: [] };
      numbers = await readReferenceLogits(reference ?? join(folder, 'logits.safetensors'));
    });
    afterAll(() => bench.weights[Symbol.dispose]());

    it('gives the logits of transformers', () => {
      expect(numbers.texts.length).toBeGreaterThan(1);
      expect(referenceDifference(bench, numbers.texts)).toBeLessThan(tolerance);
    });

    it('gives them in a batch of several lengths, and packed into one row', () => {
      expect(rowsDifference(bench, numbers.texts)).toBeLessThan(tolerance);
    });

    // transformers pads on either side; the tokens that its attention mask keeps have the same logits here, where padding has no place.
    if (sides.length === 0) return;
    it.each(sides)('gives those of a batch that transformers padded on the %s', (side) => {
      const batch = numbers.padded.find((one) => one.side === side)!;
      expect(paddedDifference(bench, batch)).toBeLessThan(tolerance);
    });
  });
}
