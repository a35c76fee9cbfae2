import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import {
  attach,
  gradientStep,
  logitsOf,
  randomWeights,
  relativeDifference,
  segment,
  tinyFusedModel,
  tinySplitModel,
} from '@weitiao/conformance';
import { StudyError, type LinearSite } from '@weitiao/core';
import { matMul, mul, scope, sub, sum, square, sqrt, singularValues, tensorsAlive } from '@weitiao/tensor';
import lora from './index.js';

beforeAll(() => tensorflow({ threads: 2 }).start());

const rows = [[segment(1, [3, 7, 1, 12, 5, 9, 2])]];

describe.each(['pissa', 'olora'] as const)('the start %s', (start) => {
  const options = { rank: 3, alpha: 5, targetModules: 'all-linear', start };

  it('takes over a part of the weight: pair and rest make the weight again, and nothing changes', () => {
    const model = tinyFusedModel();
    const weights = randomWeights(model);
    const plain = logitsOf({ model, weights, adapters: [] }, rows)[0]!;
    const bench = { model, weights, adapters: [attach(lora(options), { model, weights })] };
    expect(relativeDifference(logitsOf(bench, rows)[0]!, plain)).toBeLessThan(1e-6);
    const { values } = bench.adapters[0]!;
    const named = (name: string) => values.get(values.parameters.find((one) => one.name === name)!);
    for (const site of model.sites.filter((one): one is LinearSite => one.kind === 'linear')) {
      scope(() => {
        const weight = weights.get(site.weight);
        const product = mul(
          start === 'pissa' ? 5 / 3 : 1,
          matMul(named(`${site.path}.lora_B.weight`), named(`${site.path}.lora_A.weight`)),
        );
        const rest = sqrt(sum(square(sub(weight, product)))).dataSync()[0]!;
        const all = [...singularValues(weight).values.dataSync()];
        const tail = Math.hypot(...all.slice(3));
        // PiSSA takes as much as any three dimensions hold; OLoRA some of it.
        if (start === 'pissa') expect(rest).toBeCloseTo(tail, 4);
        else expect(rest).toBeLessThan(Math.hypot(...all));
      });
    }
    values[Symbol.dispose]();
    weights[Symbol.dispose]();
  });

  it('keeps the first pair while the trained one moves, and frees all of it', () => {
    const model = tinySplitModel();
    const weights = randomWeights(model);
    const before = tensorsAlive().count;
    const bench = { model, weights, adapters: [attach(lora(options), { model, weights })] };
    gradientStep(bench, rows, 0.1);
    const { values } = bench.adapters[0]!;
    const frozen = values.parameters.filter(({ trained }) => trained === false);
    expect(frozen.map(({ name }) => name.split('.').slice(-2).join('.'))).toEqual(
      model.sites.flatMap(({ kind, role }) =>
        kind === 'linear' && role !== 'head' ? ['lora_A.start', 'lora_B.start'] : [],
      ),
    );
    values[Symbol.dispose]();
    expect(tensorsAlive().count).toBe(before);
    weights[Symbol.dispose]();
  });

  it('is refused where it cannot be saved, and on an embedding', () => {
    const refused = (change: object, message: string) => {
      const attached = () => lora({ ...options, ...change }).attach(tinySplitModel());
      expect(attached).toThrow(StudyError);
      expect(attached).toThrow(message);
    };
    refused(
      { rank: 7 },
      `has the rank 7; it is saved beside what was trained, as one adapter of rank 14, and the layer's rank is 12. Lower the rank to 6.`,
    );
    refused(
      { targetModules: ['embed_tokens', 'q_proj'] },
      'model.embed_tokens has none. Leave it out of targetModules.',
    );
  });
});
