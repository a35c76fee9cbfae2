import { describeParity } from '@weitiao/conformance';
import { join } from 'node:path';
import moss from './index.js';

for (const folder of ['codegen']) {
  describeParity({
    name: `a tiny random CodeGen, ${folder}`,
    folder: join(import.meta.dirname, '__fixtures__', folder),
    build: (config) => moss({ from: 'unused' }).build(config),
  });
}
