import { describeParity } from '@weitiao/conformance';
import { join } from 'node:path';
import qwen from './index.js';

for (const folder of ['qwen2', 'qwen2-window', 'qwen3']) {
  describeParity({
    name: `a tiny random Qwen, ${folder}`,
    folder: join(import.meta.dirname, '__fixtures__', folder),
    build: (config) => qwen({ from: 'unused' }).build(config),
  });
}
