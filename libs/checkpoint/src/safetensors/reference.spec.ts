import { beforeAll, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { dispose } from '@weitiao/tensor';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithShared, sharedFolder } from '../__fixtures__/shared-folder.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { readSafetensorsHeader } from './read-header.js';
import { readTensors } from './read-tensors.js';
import { writeTensors } from './write-tensors.js';

const file = join(temporaryFolder(), 'some.safetensors');

beforeAll(() => tensorflow({ threads: 2 }).start());

describeWithShared('writeTensors beside the reference implementation', () => {
  it.each(['lora/end', 'prefix-tuning/end'])('writes %s byte for byte', async (name) => {
    const theirs = join(sharedFolder, 'golden', name, 'adapter_model.safetensors');
    const tensors = await readTensors(theirs);
    await writeTensors(file, tensors);
    expect(readFileSync(file).equals(readFileSync(theirs))).toBe(true);
    dispose([...tensors.values()]);
  });

  it('sorts real and whole numbers as it does', async () => {
    const theirs = join(sharedFolder, 'golden', 'logits.safetensors');
    const tensors = await readTensors(theirs);
    const { metadata } = await readSafetensorsHeader(theirs);
    await writeTensors(file, tensors, { metadata });
    const [ours, expected] = [await readSafetensorsHeader(file), await readSafetensorsHeader(theirs)];
    expect([...ours.tensors.keys()]).toEqual([...expected.tensors.keys()]);
    dispose([...tensors.values()]);
  });

  it('rounds a real checkpoint as PyTorch does', async () => {
    const whole = await readTensors(join(sharedFolder, 'models/bloom-zh-7m/model.safetensors'));
    await writeTensors(file, whole, { type: 'F16' });
    expect(readFileSync(file).equals(readFileSync('examples/quickstart/model/model.safetensors'))).toBe(true);
    dispose([...whole.values()]);
  });
});
