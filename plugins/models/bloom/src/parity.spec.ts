import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { loadWeights, readModelConfig, readTensors } from '@weitiao/checkpoint';
import { logitsOf, relativeDifference, segment, type Bench } from '@weitiao/conformance';
import { Weights } from '@weitiao/nn';
import { dispose, type Tensor } from '@weitiao/tensor';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import bloom from './index.js';

/** Of the largest logit. */
const tolerance = 1e-4;
const fixtures = resolve(import.meta.dirname, '__fixtures__');
const shared = resolve(import.meta.dirname, '../../../../../shared');

beforeAll(() => tensorflow({ threads: 2 }).start());

function describeParity(title: string, folder: string, reference: string, sides: readonly string[]): void {
  describe(title, () => {
    let bench: Bench;
    let numbers: Map<string, Tensor>;
    beforeAll(async () => {
      const model = bloom({ from: folder }).build((await readModelConfig(folder)).config);
      bench = { model, weights: new Weights(await loadWeights(folder, model)), adapters: [] };
      numbers = await readTensors(reference);
    });
    afterAll(() => {
      bench.weights[Symbol.dispose]();
      dispose([...numbers.values()]);
    });
    const values = (name: string) => Array.from(numbers.get(name)!.dataSync());

    it('gives the logits of transformers', () => {
      const texts = [...numbers.keys()].filter((name) => name.startsWith('ids.')).map((name) => name.slice(4));
      expect(texts.length).toBeGreaterThan(1);
      for (const text of texts) {
        const [logits] = logitsOf(bench, [[segment(1, values(`ids.${text}`))]]);
        expect(relativeDifference(logits!, values(`logits.${text}`))).toBeLessThan(tolerance);
      }
    });

    it('gives them in a batch of several lengths, and packed into one row', () => {
      const texts = [...numbers.keys()].filter((name) => name.startsWith('ids.')).map((name) => name.slice(4));
      const segments = texts.map((text, id) => segment(id, values(`ids.${text}`)));
      for (const rows of [segments.map((one) => [one]), [segments]]) {
        logitsOf(bench, rows).forEach((logits, index) =>
          expect(relativeDifference(logits, values(`logits.${texts[index]}`))).toBeLessThan(tolerance),
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
        const [own] = logitsOf(bench, [
          [
            segment(
              row,
              kept.map((place) => all[place]!),
            ),
          ],
        ]);
        const wanted = kept.flatMap((place) => logits.slice(place * vocabulary, (place + 1) * vocabulary));
        expect(relativeDifference(own!, wanted)).toBeLessThan(tolerance);
      }
    });
  });
}

for (const folder of ['heads-4', 'heads-6-sharded', 'heads-3-prefixless']) {
  const own = join(fixtures, folder);
  describeParity(`a tiny random BLOOM, ${folder}`, own, join(own, 'logits.safetensors'), ['left', 'right']);
}

if (existsSync(shared)) {
  describeParity('bloom-zh-7m', join(shared, 'models/bloom-zh-7m'), join(shared, 'golden/logits.safetensors'), []);
} else {
  it.skip('bloom-zh-7m gives the logits of transformers (the folder "shared" is not beside the checkout)', () =>
    undefined);
}
