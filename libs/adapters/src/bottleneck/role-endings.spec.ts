import { expect, it } from '@jest/globals';
import { linears, type BaseModel, type LinearSite } from '@weitiao/core';
import { tinyFusedModel } from '@weitiao/conformance';
import { roleEndings } from './role-endings.js';

const site = (path: string, role: string): LinearSite => ({
  path,
  kind: 'linear',
  role,
  inputWidth: 4,
  outputWidth: 4,
  weight: `${path}.weight`,
  rows: 'output',
});
const layer = (number: number) => [
  site(`h.${number}.attn.c_proj`, 'attention.output'),
  site(`h.${number}.mlp.c_fc`, 'mlp.up'),
  site(`h.${number}.mlp.c_proj`, 'mlp.output'),
];
const model: BaseModel = { ...tinyFusedModel(), sites: [...layer(0), ...layer(1)] };

it('names the layers of some roles and no others, by the shortest endings', () => {
  expect(roleEndings(model, (role) => role === 'mlp.up')).toEqual(['c_fc']);
  expect(roleEndings(model, (role) => role === 'mlp.output')).toEqual(['mlp.c_proj']);
  expect(roleEndings(model, (role) => role.endsWith('.output'))).toEqual(['c_proj']);
  expect(roleEndings(model, (role) => role.startsWith('mlp.'))).toEqual(['mlp.c_fc', 'mlp.c_proj']);
  expect(
    linears(
      model,
      roleEndings(model, (role) => role.startsWith('mlp.')),
    ),
  ).toHaveLength(4);
});

it('names nothing where there is nothing', () => expect(roleEndings(model, () => false)).toEqual([]));
