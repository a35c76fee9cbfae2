import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooseToken } from './choose-token.js';
import { draw } from './draw.js';
import { keepTopK } from './keep-top-k.js';
import { keepTopP } from './keep-top-p.js';
import { parseSampling } from './sampling-options.js';
import { softmaxWeights } from './softmax-weights.js';

const someLogits = fc
  .array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 60 })
  .map((values) => Float32Array.from(values, (value) => value / 4));
const keptOf = (logits: Float32Array) => [...logits.keys()].filter((token) => logits[token] !== -Infinity);

describe('keepTopK', () => {
  it('keeps what is not below the k-th largest, as it is', () => {
    fc.assert(
      fc.property(someLogits, fc.integer({ min: 1, max: 70 }), (logits, count) => {
        const least = [...logits].sort((a, b) => b - a)[Math.min(count, logits.length) - 1]!;
        const own = logits.slice();
        keepTopK(own, count);
        expect([...own]).toEqual([...logits].map((logit) => (logit >= least ? logit : -Infinity)));
      }),
    );
  });
});

describe('keepTopP', () => {
  it('keeps the fewest likeliest that hold the mass', () => {
    fc.assert(
      fc.property(someLogits, fc.double({ min: 0.01, max: 0.999, noNaN: true }), (logits, mass) => {
        const own = logits.slice();
        keepTopP(own, mass);
        const { weights, total } = softmaxWeights(logits);
        const kept = keptOf(own);
        const probability = (tokens: readonly number[]) =>
          tokens.reduce((sum, token) => sum + weights[token]! / total, 0);
        const leastKept = Math.min(...kept.map((token) => weights[token]!));
        for (const token of logits.keys()) if (weights[token]! > leastKept) expect(kept).toContain(token);
        expect(probability(kept)).toBeGreaterThan(mass - 1e-9);
        if (kept.length > 1) expect(probability(kept) - leastKept / total).toBeLessThan(mass + 1e-9);
      }),
    );
  });

  it('never leaves nothing', () => {
    const logits = new Float32Array(8);
    keepTopP(logits, 1e-20);
    expect(keptOf(logits)).toEqual([0]);
  });
});

describe('draw', () => {
  it('draws each token as often as its probability says', () => {
    const logits = Float32Array.of(0, 1, -Infinity, 2, -1);
    const { weights, total } = softmaxWeights(logits);
    const counts = new Float64Array(5);
    const draws = 20_000;
    for (let index = 0; index < draws; index++) counts[draw(logits, (index + 0.5) / draws)]!++;
    weights.forEach((weight, token) =>
      expect(Math.abs(counts[token]! - (draws * weight) / total)).toBeLessThanOrEqual(1),
    );
  });

  it('stays inside the vocabulary at the end of the range', () => {
    expect(draw(Float32Array.of(0, 0, -Infinity), 1 - 2 ** -53)).toBe(1);
  });
});

describe('chooseToken', () => {
  const sampling = parseSampling({ temperature: 1 });
  const choose = (id: string | number, position: number, seed = 1) =>
    chooseToken(new Float32Array(50), new Set(), sampling, { seed, id, position });

  it('is a function of seed, id and position', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), fc.nat(1000), (seed, id, position) => {
        expect(choose(id, position, seed)).toBe(choose(id, position, seed));
      }),
    );
  });

  it.each([
    ['position', (index: number) => choose(0, index)],
    ['id', (index: number) => choose(index, 0)],
    ['seed', (index: number) => choose(0, 0, index)],
  ])('draws evenly over %s', (_name, draws) => {
    const counts = new Float64Array(50);
    for (let index = 0; index < 10_000; index++) counts[draws(index)]!++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0);
    // 49 degrees of freedom: 99.9 % of fair draws are below 85.4, 0.1 % below 23.9 would be too even.
    expect(chiSquare).toBeLessThan(85.4);
    expect(chiSquare).toBeGreaterThan(23.9);
  });

  it('takes the likeliest at temperature 0, the first of equal ones', () => {
    const greedy = parseSampling({});
    expect(chooseToken(Float32Array.of(1, 3, 3), new Set(), greedy, { seed: 0, id: 0, position: 0 })).toBe(1);
  });
});
