import { afterAll, describe, expect, it } from '@jest/globals';
import { writeJson } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import generatePeft from './generator.mjs';

// Written to a folder outside of the repository, with its packages beside it. The spec that was made then runs as a part of this one.
const folder = mkdtempSync(join(tmpdir(), 'weitiao-generated-'));
afterAll(() => rmSync(folder, { recursive: true }));
symlinkSync(join(import.meta.dirname, '../../../../node_modules'), join(folder, 'node_modules'));

const tree = createTreeWithEmptyWorkspace();
writeJson(tree, 'package.json', { name: 'lab' });
generatePeft(tree, { name: 'my-method', directory: 'made' });
for (const { path, content } of tree.listChanges()) {
  if (!path.startsWith('made/') || !content) continue;
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

await import(join(folder, 'made/src/my-method.spec.ts'));
const { default: method } = await import(join(folder, 'made/src/index.ts'));

describe('the README that was made', () => {
  it('tells every option', () => {
    const text = readFileSync(join(folder, 'made/README.md'), 'utf8');
    const options = Object.keys(method.options.shape);
    expect(options.length).toBeGreaterThan(3);
    for (const option of options) expect(text).toContain(`| \`${option}\` |`);
  });
});
