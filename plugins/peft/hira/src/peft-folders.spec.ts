import { loadWeights, readModelConfig } from '@weitiao/checkpoint';
import { describeAdapterFolders } from '@weitiao/conformance';
import bloom from '@weitiao/model-bloom';
import { Weights } from '@weitiao/nn';
import { resolve } from 'node:path';
import hira from './index.js';

// tools/fixtures/peft_folders.py wrote them with peft.
describeAdapterFolders({
  plugin: hira,
  folder: resolve(import.meta.dirname, '__fixtures__/peft'),
  async base() {
    const from = resolve(import.meta.dirname, '../../../models/bloom/src/__fixtures__/heads-4');
    const model = bloom({ from }).build((await readModelConfig(from)).config);
    return { model, weights: new Weights(await loadWeights(from, model)), adapters: [] };
  },
});
