import { describeParity } from '@weitiao/conformance';
import { it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import bloom from './index.js';

const build = (config: unknown) => bloom({ from: 'unused' }).build(config);
const fixtures = resolve(import.meta.dirname, '__fixtures__');
const shared = resolve(import.meta.dirname, '../../../../../shared');

for (const folder of ['heads-4', 'heads-6-sharded', 'heads-3-prefixless']) {
  describeParity({ name: `a tiny random BLOOM, ${folder}`, folder: join(fixtures, folder), build });
}

if (existsSync(shared)) {
  describeParity({
    name: 'bloom-zh-7m',
    folder: join(shared, 'models/bloom-zh-7m'),
    build,
    reference: join(shared, 'golden/logits.safetensors'),
    sides: [],
  });
} else {
  it.skip('bloom-zh-7m gives the logits of transformers (the folder "shared" is not beside the checkout)', () =>
    undefined);
}
