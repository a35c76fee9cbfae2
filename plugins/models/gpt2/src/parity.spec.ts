import { describeParity } from '@weitiao/conformance';
import { join } from 'node:path';
import gpt2 from './index.js';

for (const folder of ['plain', 'narrow']) {
  describeParity({
    name: `a tiny random GPT-2, ${folder}`,
    folder: join(import.meta.dirname, '__fixtures__', folder),
    build: (config) => gpt2({ from: 'unused' }).build(config),
  });
}
