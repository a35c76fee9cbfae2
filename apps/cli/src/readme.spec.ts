import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { parse } from 'yaml';

const repository = resolve(import.meta.dirname, '../../..');
const isBuilt = existsSync(join(repository, 'apps/cli/dist/index.js'));

/** Node 20 has no `await using` yet: the compiler turns it into what it has. */
const compiled = (source: string): string =>
  ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } })
    .outputText;

describe('the README', () => {
  let program: string;
  beforeAll(async () => {
    const text = await readFile(join(repository, 'README.md'), 'utf8');
    program = /```ts\n(.*?)```/s.exec(text)![1]!;
  });

  it("shows the quick start's study as it is", async () => {
    const shown = /```yaml\n(.*?)```/s.exec(await readFile(join(repository, 'README.md'), 'utf8'))![1]!;
    const file = await readFile(join(repository, 'examples/quickstart/study.yaml'), 'utf8');
    expect(parse(shown)).toEqual(parse(file));
  });

  (isBuilt ? it : it.skip)('has a program that runs on the built packages, compares and saves an adapter', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'weitiao-readme-'));
    try {
      await symlink(join(repository, 'examples'), join(folder, 'examples'));
      await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'));
      await writeFile(join(folder, 'program.mjs'), compiled(program));
      const { stdout, stderr } = await promisify(execFile)(process.execPath, ['program.mjs'], { cwd: folder });
      expect(stdout).toMatch(/^mmcu 1 · controlled .* 88 questions, paired$/m);
      expect(stdout).toMatch(/^all +[\d.]+ ±[\d.]+ +[\d.]+ ±[\d.]+ +[+−]?[\d.]+ \[.*\] +\S/m);
      expect(stderr).toMatch(/engine: tfjs-node/);
      expect((await readdir(join(folder, 'out/lora'))).sort()).toEqual([
        'adapter_config.json',
        'adapter_model.safetensors',
        'training_template.json',
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
