import { describe, expect, it } from '@jest/globals';
import { StudyError, type BaseModel, type LinearSite, type Site } from '@weitiao/core';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { lowRankOptions } from '../low-rank/low-rank-options.js';
import { strengths } from '../low-rank/strength.js';
import { targetLinears, targetSites } from './target-sites.js';
import { trainedWeights } from './trained-weights.js';

interface Described {
  sites: { path: string; kind: 'linear' | 'embedding'; widths: [input: number, output: number]; rows?: 'input' }[];
  weights: Record<string, number[]>;
}
interface Outcome {
  model: string;
  choice: Record<string, unknown>;
  modules: Record<string, { rank: number; scale: number }>;
  keys: Record<string, number[]>;
}
const { models, choices } = JSON.parse(
  readFileSync(new URL('__fixtures__/peft-targets.json', import.meta.url), 'utf8'),
) as { models: Record<string, Described>; choices: Outcome[] };

const ours: Record<string, string> = {
  target_modules: 'targetModules',
  exclude_modules: 'excludeModules',
  layers_to_transform: 'layersToTransform',
  layers_pattern: 'layersPattern',
  modules_to_save: 'modulesToSave',
  rank_pattern: 'rankPattern',
  alpha_pattern: 'alphaPattern',
  use_rslora: 'rankStabilised',
};
const schema = z.strictObject(lowRankOptions);
const optionsOf = (choice: Record<string, unknown>) =>
  schema.parse({
    rank: 4,
    alpha: 8,
    ...Object.fromEntries(Object.entries(choice).map(([key, value]) => [ours[key] ?? key, value])),
  });

/** Names and shapes of a model; it computes nothing. */
function modelOf({ sites, weights }: Described): BaseModel {
  const never = () => {
    throw new Error('this model computes nothing');
  };
  return {
    specVersion: 1,
    width: 16,
    vocabulary: 32,
    cache: { layers: 3, keyValueHeads: 2, headWidth: 8 },
    weights: new Map(Object.entries(weights)),
    sites: sites.map(({ path, kind, widths: [inputWidth, outputWidth], rows = 'output' }): Site => {
      const site = { path, kind, role: path === 'lm_head' ? 'head' : kind, inputWidth, outputWidth };
      const bias = `${path}.bias`;
      const linear = { ...site, rows, weight: `${path}.weight`, ...(bias in weights && { bias }) };
      return kind === 'linear' ? (linear as LinearSite) : site;
    }),
    forward: never,
    logits: never,
  };
}
const model = (name: string) => modelOf(models[name]!);

describe('modules, ranks and keys are those of peft', () => {
  it.each(choices.map((one) => [`${one.model} ${JSON.stringify(one.choice)}`, one] as const))('%s', (_, one) => {
    const own = model(one.model);
    const options = optionsOf(one.choice);
    const { linears, embeddings } = targetSites(own, options);
    const found = strengths([...linears, ...embeddings], options);
    const modules = [...found].map(([{ path }, { rank, scale }]) => [path, { rank, scale: expect.closeTo(scale, 6) }]);
    expect(one.modules).toEqual(Object.fromEntries(modules));

    const keys = [
      ...linears.flatMap((site) => {
        const { rank } = found.get(site)!;
        return [
          [`${site.path}.lora_A.weight`, [rank, site.inputWidth]] as const,
          [`${site.path}.lora_B.weight`, [site.outputWidth, rank]] as const,
        ];
      }),
      ...embeddings.flatMap((site) => {
        const { rank } = found.get(site)!;
        return [
          [`${site.path}.lora_embedding_A`, [rank, site.inputWidth]] as const,
          [`${site.path}.lora_embedding_B`, [site.outputWidth, rank]] as const,
        ];
      }),
      ...[...(trainedWeights(own, linears, options)?.values() ?? [])].map(({ name, shape }) => [name, shape] as const),
    ];
    expect(Object.fromEntries(keys.map(([name, shape]) => [`base_model.model.${name}`, shape]))).toEqual(one.keys);
  });
});

describe('what cannot be meant is refused', () => {
  const attach = (choice: Record<string, unknown>, name = 'bloom') => {
    const options = optionsOf(choice);
    const { linears, embeddings } = targetSites(model(name), options);
    return [strengths([...linears, ...embeddings], options), trainedWeights(model(name), linears, options)];
  };
  const linearNames = 'query_key_value · dense · dense_h_to_4h · dense_4h_to_h';

  it.each<[string, Record<string, unknown>, string, string?]>([
    [
      'an unknown name',
      { target_modules: ['q_proj'] },
      `"q_proj" matches no linear layer or embedding of this model.\n  This model has: word_embeddings · ${linearNames}`,
    ],
    [
      'a misspelt name beside a right one',
      { target_modules: ['dense', 'dense_4h_to_hh'] },
      '"dense_4h_to_hh" matches no linear layer or embedding of this model. Did you mean "dense_4h_to_h"?',
    ],
    [
      'a module that holds several layers',
      { target_modules: ['self_attention'] },
      '"self_attention" holds several layers. Name which: query_key_value · dense',
    ],
    ['an expression that matches nothing', { target_modules: 'dense' }, '"dense" matches no linear layer or embedding'],
    ['no expression', { target_modules: '(' }, 'targetModules "(" is not a regular expression'],
    [
      'all taken out again',
      { target_modules: ['dense'], exclude_modules: ['dense'] },
      'Every module that targetModules names is taken out again',
    ],
    [
      'layers with an expression',
      { target_modules: '.*dense', layers_to_transform: [1] },
      'layersToTransform goes with a list of targetModules',
    ],
    [
      'a list of layers without numbers',
      { target_modules: ['dense'], layers_pattern: 'h' },
      'it needs layersToTransform',
    ],
    [
      'a layer that is not there',
      { target_modules: ['dense'], layers_to_transform: [1, 7] },
      'layersToTransform names 7; the layers of these modules are 0, 1, 2.',
    ],
    [
      'a rank above the width',
      { target_modules: ['dense'], rank: 17 },
      'The rank 17 is larger than transformer.h.0.self_attention.dense allows: it leads from 16 to 16, so its rank is at most 16',
    ],
    [
      'a pattern for nothing',
      { target_modules: ['dense'], rank_pattern: { q_proj: 2 } },
      'rankPattern "q_proj" matches none of the adapted modules: dense',
    ],
    [
      'an unknown module to save',
      { target_modules: ['dense'], modules_to_save: ['classifier'] },
      'modulesToSave "classifier" is no module of this model.\n  This model has: transformer · word_embeddings',
    ],
  ])('%s', (_, choice, message) => {
    expect(() => attach(choice)).toThrow(StudyError);
    expect(() => attach(choice)).toThrow(message);
  });

  it('an embedding for a method of linear layers, among which it is not listed', () => {
    expect(() => targetLinears(model('llama'), optionsOf({ target_modules: ['embed_tokens'] }))).toThrow(
      '"embed_tokens" matches no linear layer of this model.\n  This model has: q_proj · k_proj · v_proj · o_proj · gate_proj',
    );
  });
});
