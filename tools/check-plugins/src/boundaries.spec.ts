import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';

const layer = '@nx/enforce-module-boundaries';
const door = 'no-restricted-imports';

/** File, what it may not import, the rule that says so. */
const forbidden: [file: string, imported: string, rule: string][] = [
  ['libs/tensor/src/index.ts', '@weitiao/core', layer],
  ['libs/core/src/index.ts', '@weitiao/nn', layer],
  ['libs/nn/src/index.ts', '@weitiao/peft-lora', layer],
  ['plugins/peft/lora/src/index.ts', '@weitiao/model-bloom', layer],
  ['plugins/peft/lora/src/index.ts', 'weitiao', layer],
  ['plugins/peft/lora/src/index.ts', 'papaparse', layer],
  ['libs/nn/src/index.ts', '@tensorflow/tfjs-core', door],
  ['plugins/peft/lora/src/index.ts', '@tensorflow/tfjs-core', door],
  ['libs/tensor/src/index.ts', '@tensorflow/tfjs-node', door],
  ['libs/study/src/index.ts', 'tsyringe', door],
  ['plugins/peft/lora/src/index.ts', '@weitiao/container', door],
  ['plugins/peft/lora/src/index.ts', '@weitiao/conformance', door],
  ['plugins/datasets/alpaca/src/index.ts', '@weitiao/nn', door],
  ['plugins/datasets/alpaca/src/index.ts', '@weitiao/training', door],
];
const allowed: [file: string, imported: string][] = [
  ['libs/core/src/index.ts', '@weitiao/tensor'],
  ['libs/tensor/src/index.ts', '@tensorflow/tfjs-core'],
  ['libs/container/src/index.ts', 'tsyringe'],
  ['plugins/backends/tensorflow/src/index.ts', '@tensorflow/tfjs-node'],
  ['plugins/peft/lora/src/index.ts', '@weitiao/core'],
];

describe('module boundaries', () => {
  let broken: Map<string, string[]>;

  beforeAll(() => {
    const root = join(import.meta.dirname, '..', '..', '..');
    const cases = [...forbidden, ...allowed].map(([file, imported]) => ({
      file,
      text: `export * from '${imported}';\n`,
    }));
    const script = join(import.meta.dirname, '__fixtures__', 'lint-texts.mjs');
    const output = execFileSync(process.execPath, [script], {
      cwd: root,
      // Where CI is set, typescript-eslint reads files from the disk and not the texts that it is given.
      env: { ...process.env, TSESTREE_SINGLE_RUN: 'false' },
      input: JSON.stringify(cases),
      encoding: 'utf8',
    });
    const results = JSON.parse(output) as string[][];
    broken = new Map(results.map((rules, index) => [`${cases[index]!.file} ${cases[index]!.text}`, rules]));
  });

  const rulesFor = (file: string, imported: string) => broken.get(`${file} export * from '${imported}';\n`);

  it.each(forbidden)('%s may not import %s', (file, imported, rule) => {
    expect(rulesFor(file, imported)).toContain(rule);
  });

  it.each(allowed)('%s may import %s', (file, imported) => {
    expect(rulesFor(file, imported)).toEqual([]);
  });
});
