import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { loadWeights, readModelConfig, readTensors } from '@weitiao/checkpoint';
import type { BaseModel } from '@weitiao/core';
import { Weights } from '@weitiao/nn';
import { dispose, type Tensor } from '@weitiao/tensor';
import { join } from 'node:path';
import { logitsOf, segment, type Bench } from '../bench/bench.js';
import { relativeDifference } from '../kit/assertions.js';

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
    let numbers: Map<string, Tensor>;
    beforeAll(async () => {
      await tensorflow({ threads: 2 }).start();
      const model = build((await readModelConfig(folder)).config);
      bench = { model, weights: new Weights(await loadWeights(folder, model)), adapters: [] };
      numbers = await readTensors(reference ?? join(folder, 'logits.safetensors'));
    });
    afterAll(() => {
      bench.weights[Symbol.dispose]();
      dispose([...numbers.values()]);
    });
    const values = (key: string) => Array.from(numbers.get(key)!.dataSync());
    const texts = () => [...numbers.keys()].filter((key) => key.startsWith('ids.')).map((key) => key.slice(4));

    it('gives the logits of transformers', () => {
      expect(texts().length).toBeGreaterThan(1);
      for (const text of texts()) {
        const [logits] = logitsOf(bench, [[segment(1, values(`ids.${text}`))]]);
        expect(relativeDifference(logits!, values(`logits.${text}`))).toBeLessThan(tolerance);
      }
    });

    it('gives them in a batch of several lengths, and packed into one row', () => {
      const segments = texts().map((text, id) => segment(id, values(`ids.${text}`)));
      for (const rows of [segments.map((one) => [one]), [segments]]) {
        logitsOf(bench, rows).forEach((logits, index) =>
          expect(relativeDifference(logits, values(`logits.${texts()[index]}`))).toBeLessThan(tolerance),
        );
      }
    });

    // transformers pads on either side; the tokens that its attention mask keeps have the same logits here, where padding has no place.
    if (sides.length === 0) return;
    it.each(sides)('gives those of a batch that transformers padded on the %s', (side) => {
      const [batch, length] = numbers.get(`${side}.ids`)!.shape as [number, number];
      const [all, mask, logits] = [values(`${side}.ids`), values(`${side}.mask`), values(`${side}.logits`)];
      const { vocabulary } = bench.model;
      for (let row = 0; row < batch; row++) {
        const kept = Array.from({ length }, (_, column) => row * length + column).filter((place) => mask[place] === 1);
        const tokens = kept.map((place) => all[place]!);
        const [own] = logitsOf(bench, [[segment(row, tokens)]]);
        const wanted = kept.flatMap((place) => logits.slice(place * vocabulary, (place + 1) * vocabulary));
        expect(relativeDifference(own!, wanted)).toBeLessThan(tolerance);
      }
    });
  });
}
