import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { describePeftMethod, refusalOf, tinyFusedModel } from '@weitiao/conformance';
import { linears, type BaseModel, type LinearSite, type Pass, type Site } from '@weitiao/core';
import { scope, tensor2d, transpose, zeros, type Tensor } from '@weitiao/tensor';
import hira from './index.js';

const targets = (model: BaseModel): Site[] =>
  model.sites.filter(({ kind, role }) => kind === 'linear' && role !== 'head');

describePeftMethod({
  plugin: hira,
  options: { rank: 3, dropout: 0.2, targetModules: 'all-linear' },
  trainable: (model) =>
    targets(model).reduce((sum, { inputWidth, outputWidth }) => sum + 3 * (inputWidth + outputWidth), 0),
  diskKeys: (model) =>
    targets(model).flatMap(({ path }) => ['A', 'B'].map((half) => `base_model.model.${path}.hira_${half}`)),
});

describe('a weight that is stored [input, output]', () => {
  beforeAll(() => tensorflow({ threads: 2 }).start());

  it('is changed as the same one stored [output, input]', () => {
    const outputs = (rows: LinearSite['rows']) =>
      scope(() => {
        const site: LinearSite = { ...linears(tinyFusedModel(), ['mlp.up'])[0]!, inputWidth: 2, outputWidth: 3, rows };
        const model = { ...tinyFusedModel(), sites: [site] };
        const [tap] = hira({ rank: 2, targetModules: ['mlp.up'] }).attach(model).taps!;
        const weight = tensor2d([[1, 2], [3, 4], [5, 6]]); // prettier-ignore
        const pass = {
          weight: () => (rows === 'output' ? weight : transpose(weight)),
          dropout: (input: Tensor) => input,
        } as unknown as Pass;
        const values = { down: tensor2d([[1, -1], [0, 2]]), up: tensor2d([[1, 0], [0, 1], [2, 1]]) }; // prettier-ignore
        return [...tap!.apply(tensor2d([[1, 10]]), () => zeros([1, 3]), values, pass).dataSync()];
      });
    // B A = [[1, -1], [0, 2], [2, 0]]
    expect(outputs('output')).toEqual([1 - 20, 80, 10]);
    expect(outputs('input')).toEqual(outputs('output'));
  });
});

describe('a rank that a layer cannot have', () => {
  it('is refused by its name', () => {
    expect(() => hira({ rank: 13, targetModules: ['query_key_value'] }).attach(tinyFusedModel())).toThrow(
      'The rank 13 is larger than layers.0.attention.query_key_value allows: it leads from 12 to 36, so its rank is at most 12. Lower the rank, or take the layer out.',
    );
  });
});

describe('files that ask for more', () => {
  it.each([
    [{ hira_alpha: 4 }, 'hira_alpha'],
    [{ target_modules: ['embed'] }, '"embed" matches no linear layer'],
    [{ init_weights: 'gaussian', fan_in_fan_out: true }, 'adapter_model.safetensors'],
  ])('are refused by the key: %p', async (keys, reason) => {
    expect(await refusalOf(hira, { peft_type: 'HIRA', r: 4, target_modules: ['up'], ...keys })).toContain(reason);
  });
});
