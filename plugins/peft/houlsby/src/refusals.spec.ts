import { expect, it } from '@jest/globals';
import { loadAdapter } from '@weitiao/checkpoint';
import { inTemporaryFolder } from '@weitiao/conformance';
import { DataFormatError, StudyError, type BaseModel } from '@weitiao/core';
import bloom from '@weitiao/model-bloom';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import houlsby from './index.js';

const preset = resolve(import.meta.dirname, '__fixtures__/adapter-hub/preset');
const bloomOf = (width: number, layers: number): BaseModel =>
  bloom({ from: 'bloom' }).build({ hidden_size: width, n_layer: layers, n_head: 4, vocab_size: 64 });

const refused = (change: Readonly<Record<string, unknown>>, model: BaseModel, ...messages: (string | RegExp)[]) =>
  inTemporaryFolder(async (folder) => {
    cpSync(preset, folder, { recursive: true });
    const file = join(folder, 'adapter_config.json');
    const content = JSON.parse(readFileSync(file, 'utf8')) as { config: object };
    writeFileSync(file, JSON.stringify({ ...content, config: { ...content.config, ...change } }));
    const error = await loadAdapter(folder, [houlsby], model).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DataFormatError);
    for (const message of messages) expect((error as Error).message).toMatch(message);
  });

it('refuses an adapter of a model of another width, or of other layers', async () => {
  const weight = 'transformer.h.0.attention_adapters.adapters.preset.adapter_down.0.weight';
  await refused({}, bloomOf(32, 2), /of another shape \(16\)/, `${weight} [1, 16], wanted [2, 32]`);
  await refused({}, bloomOf(16, 1), 'unexpected (8): transformer.h.1.attention_adapters');
});

it('names the keys that ask for what it cannot do', async () => {
  const model = bloomOf(16, 2);
  await refused({ ln_before: true, use_gating: true }, model, 'ln_before is true, it reads false; use_gating is true');
  await refused({ original_ln_before: true }, model, 'houlsby: original_ln_before is true, it reads false');
  await refused({ architecture: 'lora', r: 8 }, model, 'architecture is "lora", a key that it does not know; r is 8');
  await refused(
    { non_linearity: 'rellu' },
    model,
    'Did you mean "relu"?',
    'In this file',
    'activation is non_linearity',
  );
});

it('refuses options of which nothing comes', () => {
  expect(() => houlsby({ attention: false, mlp: false })).toThrow(/Nothing would be trained/);
  expect(() => houlsby({ leaveOut: [0, 1] }).attach(bloomOf(16, 2))).toThrow(StudyError);
  expect(() => houlsby({ reductionFactor: { '0': 2 } }).attach(bloomOf(16, 2))).toThrow(/nothing of layer 1/);
});
