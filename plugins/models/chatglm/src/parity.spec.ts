import { describeParity } from '@weitiao/conformance';
import { join } from 'node:path';
import chatglm from './index.js';

for (const folder of ['first', 'first-march', 'grouped', 'rope-ratio']) {
  describeParity({
    name: `a tiny random ChatGLM, ${folder}`,
    folder: join(import.meta.dirname, '__fixtures__', folder),
    build: (config) => chatglm({ from: 'unused' }).build(config),
    ...(!folder.startsWith('first') && { sides: [] }),
  });
}
