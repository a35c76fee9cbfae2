import { describeParity } from '@weitiao/conformance';
import { join } from 'node:path';
import internlm2 from './index.js';

for (const folder of ['grouped', 'biases']) {
  describeParity({
    name: `a tiny random InternLM 2, ${folder}`,
    folder: join(import.meta.dirname, '__fixtures__', folder),
    build: (config) => internlm2({ from: 'unused' }).build(config),
    sides: [],
  });
}
