import { beforeAll, describe, expect, it } from '@jest/globals';
import { DataFormatError } from '@weitiao/core';
import { refusedKeys } from '@weitiao/nn';
import { subfolders, tinyModels, type Architecture } from '@weitiao/python-reference';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { architectureOf } from './subject.js';

/** Values that ask for another architecture, or for weights that are stored otherwise, and what the refusal says of them. */
const foreign: Readonly<Record<keyof typeof refusedKeys, readonly [unknown, string]>> = {
  quantization_config: [{ quant_method: 'gptq', bits: 4 }, 'Quantised checkpoints are not supported'],
  quantization_bit: [4, 'Quantised checkpoints are not supported'],
  num_experts: [60, 'Mixtures of experts are not supported'],
  num_local_experts: [8, 'Mixtures of experts are not supported'],
  n_routed_experts: [64, 'Mixtures of experts are not supported'],
  parallel_attn: [true, 'Attention and MLP beside each other are not supported'],
  alibi: [true, 'ALiBi is not supported'],
  attn_logit_softcapping: [50, 'Capped scores are not supported'],
  final_logit_softcapping: [30, 'Capped logits are not supported'],
  logit_scale: [0.0625, 'Scaled logits are not supported'],
  scale_emb: [12, 'Scaled embeddings (MiniCPM) are not supported'],
  scale_depth: [1.4, 'Scaled branches (MiniCPM) are not supported'],
  no_rope_layers: [[1, 0], 'Layers without rotary positions (SmolLM 3) are not supported'],
  is_encoder_decoder: [true, 'Encoders with a decoder are not supported'],
};

/** What files say that ask for nothing. */
const harmless = { quantization_config: null, num_experts: 1, quantization_bit: 0, logit_scale: 1, alibi: false };

it('is asked of every family', () => {
  expect([...new Set(tinyModels().map(({ family }) => family))].sort()).toEqual(subfolders('plugins/models').sort());
});

describe.each(tinyModels())('$family/$name', ({ family, folder }) => {
  let build: (more?: object) => ReturnType<ReturnType<Architecture>['build']>;
  beforeAll(async () => {
    const config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8')) as object;
    const architecture = await architectureOf(family);
    build = (more = {}) => architecture({ from: folder }).build({ ...config, ...more });
  });

  it.each(Object.entries(foreign))('refuses %s by its name', (key, [value, says]) => {
    const refused = () => build({ [key]: value });
    expect(refused).toThrow(DataFormatError);
    expect(refused).toThrow(key);
    expect(refused).toThrow(says);
  });

  it('builds what says the same without asking for it', () => {
    expect(build(harmless).weights.size).toBe(build().weights.size);
  });
});
