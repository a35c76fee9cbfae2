import { describeParity } from '@weitiao/conformance';
import { join } from 'node:path';
import mistral from './index.js';

for (const folder of ['window', 'no-window']) {
  describeParity({
    name: `a tiny random Mistral, ${folder}`,
    folder: join(import.meta.dirname, '__fixtures__', folder),
    build: (config) => mistral({ from: 'unused' }).build(config),
  });
}
