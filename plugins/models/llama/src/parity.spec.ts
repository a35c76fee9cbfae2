import { describeParity } from '@weitiao/conformance';
import { join } from 'node:path';
import llama from './index.js';

for (const folder of ['heads-4', 'grouped', 'wide-heads', 'yarn', 'longrope']) {
  describeParity({
    name: `a tiny random LLaMA, ${folder}`,
    folder: join(import.meta.dirname, '__fixtures__', folder),
    build: (config) => llama({ from: 'unused' }).build(config),
  });
}
