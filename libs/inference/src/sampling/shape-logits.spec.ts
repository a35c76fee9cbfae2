import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { shapeLogits } from './choose-token.js';
import { parseSampling, type SamplingInput } from './sampling-options.js';
import { softmaxWeights } from './softmax-weights.js';

interface Row {
  options: SamplingInput;
  logits: number[];
  seen: number[];
  probabilities: number[];
}
const file = new URL('__fixtures__/processors.json', import.meta.url);
const { rows } = JSON.parse(readFileSync(file, 'utf8')) as { rows: Row[] };

describe('shapeLogits', () => {
  it.each(rows.map((row, index) => [JSON.stringify(row.options), index, row] as const))(
    'gives the distribution of transformers: %s (row %i)',
    (_title, _index, { options, logits, seen, probabilities }) => {
      const own = Float32Array.from(logits);
      shapeLogits(own, new Set(seen), parseSampling({ temperature: 1, ...options }));
      const { weights, total } = softmaxWeights(own);
      weights.forEach((weight, token) => {
        expect(weight === 0).toBe(probabilities[token] === 0);
        expect(weight / total).toBeCloseTo(probabilities[token]!, 6);
      });
    },
  );

  it('leaves temperature, top-k and top-p out when greedy', () => {
    const logits = Float32Array.of(3, 2, -1);
    shapeLogits(logits, new Set([0, 2]), parseSampling({ topK: 1, topP: 0.1, repetitionPenalty: 2 }));
    expect([...logits]).toEqual([1.5, 2, -2]);
  });
});

describe('parseSampling', () => {
  it.each([
    [{ temperature: -1 }, 'sampling: "temperature" is -1. wanted a number of at least 0.'],
    [{ topK: 0 }, 'sampling: "topK" is 0. wanted a whole number of at least 1.'],
    [{ topP: 1.5 }, 'sampling: "topP" is 1.5. wanted a number above 0 and at most 1.'],
    [{ topP: 0 }, 'sampling: "topP" is 0. wanted a number above 0 and at most 1.'],
    [{ repetitionPenalty: 0 }, 'sampling: "repetitionPenalty" is 0. wanted a number above 0.'],
  ])('refuses %j', (options, message) => {
    expect(() => parseSampling(options)).toThrow(message);
  });

  it('names the option that was meant', () => {
    expect(() => parseSampling({ temprature: 1 } as SamplingInput)).toThrow('Did you mean "temperature"?');
  });
});
