import { describe, expect, it } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { adapterHubConfig, adapterHubKey } from './adapter-hub-config.js';
import { folderForm, tensorFileIn } from './folder-form.js';

const config = { mh_adapter: true, non_linearity: 'GELU' };

describe("adapter-hub's configuration", () => {
  it('is told by its inner object and its name', () => {
    const values = { config, name: 'sts-b', model_name: 'gpt2', version: 'adapters.1.2.0' };
    expect(adapterHubConfig(values)).toEqual({
      type: 'ADAPTER_HUB',
      adapterName: 'sts-b',
      baseModel: 'gpt2',
      values: { mh_adapter: true, non_linearity: 'gelu' },
    });
    expect(adapterHubConfig({ peft_type: 'LORA', config, name: 'sts-b' })).toBeUndefined();
    expect(adapterHubConfig({ config: 'pfeiffer', name: 'sts-b' })).toBeUndefined();
    expect(adapterHubConfig({ ...values, model_name: '' })?.baseModel).toBeUndefined();
  });

  it('means another activation where it tells no version', () => {
    const activation = (non_linearity: string) => adapterHubConfig({ config: { non_linearity }, name: 'old' })?.values;
    expect(activation('gelu')).toEqual({ non_linearity: 'gelu_new' });
    expect(activation('gelu_orig')).toEqual({ non_linearity: 'gelu' });
    expect(activation('relu')).toEqual({ non_linearity: 'relu' });
  });
});

describe("adapter-hub's keys", () => {
  const name = 'transformer.h.0.output_adapters.adapter_up.bias';
  it("hold the adapter's name", () =>
    expect(adapterHubKey(name, 'sts-b')).toBe('transformer.h.0.output_adapters.adapters.sts-b.adapter_up.bias'));

  it('have nothing in front where the bare model was saved', () => {
    const bare = 'h.0.output_adapters.adapters.a.adapter_up.bias';
    expect(adapterHubKey(name, 'a', new Set([bare]))).toBe(bare);
    expect(adapterHubKey(name, 'a', new Set([`transformer.${bare}`, bare]))).toBe(`transformer.${bare}`);
  });
});

describe('the file with the tensors', () => {
  const folder = join(temporaryFolder(), 'pickled');
  it('is safetensors, or where there is none the pickle', async () => {
    mkdirSync(folder);
    const form = folderForm('ADAPTER_HUB');
    expect(await tensorFileIn(folder, form)).toBe(join(folder, 'adapter.safetensors'));
    writeFileSync(join(folder, 'pytorch_adapter.bin'), '');
    expect(await tensorFileIn(folder, form)).toBe(join(folder, 'pytorch_adapter.bin'));
    writeFileSync(join(folder, 'adapter.safetensors'), '');
    expect(await tensorFileIn(folder, form)).toBe(join(folder, 'adapter.safetensors'));
  });
});
