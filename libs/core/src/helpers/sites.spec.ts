import { describe, expect, it } from '@jest/globals';
import type { BaseModel, LinearSite } from '../contracts/index.js';
import { linears, linearsByRole } from './sites.js';

const site = (path: string, role: string): LinearSite => ({
  path,
  role,
  kind: 'linear',
  inputWidth: 4,
  outputWidth: 4,
  weight: `${path}.weight`,
  rows: 'output',
});
const model = {
  sites: [
    site('h.0.attention.query_key_value', 'attention.query-key-value'),
    site('h.0.attention.dense', 'attention.output'),
    site('h.0.mlp.dense', 'mlp.output'),
    site('h.1.attention.dense', 'attention.output'),
    site('lm_head', 'head'),
    { path: 'h.0.mlp', kind: 'sublayer', role: 'mlp', inputWidth: 4, outputWidth: 4 },
  ],
} as unknown as BaseModel;
const paths = (targets: string | readonly string[]) => linears(model, targets).map(({ path }) => path);

describe("linears, by peft's rule", () => {
  it('takes a list as endings of paths at a dot', () => {
    expect(paths(['mlp.dense', 'query_key_value'])).toEqual(['h.0.attention.query_key_value', 'h.0.mlp.dense']);
    expect(paths(['lm_head'])).toEqual(['lm_head']);
    expect(() => paths(['key_value'])).toThrow('matches no linear layer');
  });

  it('takes a string as a regular expression for the whole path', () => {
    expect(paths('h\\.\\d+\\.attention\\.dense')).toEqual(['h.0.attention.dense', 'h.1.attention.dense']);
    expect(() => paths('dense')).toThrow('matches no linear layer');
    expect(() => paths('h.(')).toThrow('targetModules "h.(" is not a regular expression');
  });

  it('takes all-linear as all but the head', () => {
    expect(paths('ALL-linear')).toHaveLength(4);
  });

  it('lists what is there when nothing matches', () => {
    expect(() => paths(['q_proj', 'v_proj'])).toThrow(
      '"q_proj", "v_proj" matches no linear layer of this model.\n  This model has: query_key_value · dense · lm_head',
    );
  });
});

describe('linearsByRole', () => {
  it('finds by what layers do', () => {
    expect(linearsByRole(model, 'mlp.output', 'mlp.up').map(({ path }) => path)).toEqual(['h.0.mlp.dense']);
    expect(() => linearsByRole(model, 'mlp.gate')).toThrow(
      'no linear layer with the role mlp.gate. Its roles: attention.query-key-value, attention.output, mlp.output, head',
    );
  });
});
