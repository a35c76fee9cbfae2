import { describeParity } from '@weitiao/conformance';
import { join } from 'node:path';
import glm from './index.js';

for (const folder of ['glm', 'glm4']) {
  describeParity({
    name: `a tiny random GLM-4, ${folder}`,
    folder: join(import.meta.dirname, '__fixtures__', folder),
    build: (config) => glm({ from: 'unused' }).build(config),
  });
}
