import { describe, expect, it } from '@jest/globals';
import { describePeftMethod, tinyFusedModel } from '@weitiao/conformance';
import { parametersOf } from '@weitiao/nn';
import type { BaseModel } from '@weitiao/core';
import freeze from './index.js';

const size = ({ weights }: BaseModel, pattern: RegExp) =>
  [...weights].reduce((sum, [name, shape]) => sum + (pattern.test(name) ? shape.reduce((a, b) => a * b, 1) : 0), 0);

describePeftMethod({
  plugin: freeze,
  options: { layers: 1 },
  trainable: (model) => size(model, /layers\.1\./),
  skip: { 'writes no base weight that it does not train': 'saves a whole model folder, as trainers do' },
});

describe('freeze', () => {
  const model = tinyFusedModel();
  const names = (options: Parameters<typeof freeze>[0]) => parametersOf(freeze(options).attach(model)).map(({ name }) => name); // prettier-ignore

  it('trains the first layers where the number is negative', () => {
    const found = names({ layers: -1 });
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((name) => name.startsWith('layers.0.'))).toBe(true);
  });

  it('trains modules of a layer, and others outside of all', () => {
    expect(names({ layers: 1, modules: ['mlp'], extraModules: ['final_norm'] })).toEqual([
      'layers.1.mlp.up.weight',
      'layers.1.mlp.up.bias',
      'layers.1.mlp.down.weight',
      'layers.1.mlp.down.bias',
      'final_norm.weight',
      'final_norm.bias',
    ]);
  });

  it.each([
    [{ layers: 3 }, '"layers" is 3, and the model has 2. Wanted: −2 to 2.'],
    [{ modules: ['attn'] }, '"modules" names "attn", which this model does not have there. It has: norm · attention'],
    [{ extraModules: ['mlp'] }, 'It has: embed · final_norm'],
    [{ layers: 0 }, 'Nothing is trained'],
  ])('refuses %j', (options, reason) => {
    expect(() => names(options)).toThrow(reason);
  });
});
