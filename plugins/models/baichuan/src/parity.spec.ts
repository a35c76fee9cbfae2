import { describeParity } from '@weitiao/conformance';
import { join } from 'node:path';
import baichuan from './index.js';

for (const folder of ['first-7b', 'second-13b']) {
  describeParity({
    name: `a tiny random Baichuan, ${folder}`,
    folder: join(import.meta.dirname, '__fixtures__', folder),
    build: (config) => baichuan({ from: 'unused' }).build(config),
    sides: [],
  });
}
