import { describe, expect, it } from '@jest/globals';
import { readJson, writeJson, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import generatePeft from './generator.mjs';

const repository = join(import.meta.dirname, '../../../..');
const text = (path: string) => readFileSync(join(repository, path), 'utf8');

/** An empty workspace, by its name this repository or somebody else's. */
function workspace(name: string): Tree {
  const tree = createTreeWithEmptyWorkspace();
  writeJson(tree, 'package.json', { name });
  return tree;
}
const here = () => workspace('@weitiao/source');
const elsewhere = () => workspace('lab');

/** Paths of what a run makes. */
function made(tree: Tree, options: Parameters<typeof generatePeft>[1]): string[] {
  const before = new Set(tree.listChanges().map(({ path }) => path));
  generatePeft(tree, options);
  const paths = tree.listChanges().map(({ path }) => path);
  return paths.filter((path) => !before.has(path)).sort();
}

describe('a method of this repository', () => {
  it('is a package among the plugins', () => {
    expect(made(here(), { name: 'my-method' })).toEqual([
      'plugins/peft/my-method/README.md',
      'plugins/peft/my-method/package.json',
      'plugins/peft/my-method/src/index.ts',
      'plugins/peft/my-method/src/my-method.spec.ts',
      'plugins/peft/my-method/src/my-method.ts',
      'plugins/peft/my-method/tsconfig.json',
    ]);
  });

  it('is one as its neighbours are', () => {
    const tree = here();
    generatePeft(tree, { name: 'my-method' });
    const neighbour = JSON.parse(text('plugins/peft/bitfit/package.json').replaceAll('bitfit', 'my-method'));
    expect(readJson(tree, 'plugins/peft/my-method/package.json')).toEqual({
      ...neighbour,
      description: 'A parameter-efficient method for Weitiao: my method.',
      weitiao: { ...neighbour.weitiao, peftTypes: ['MY_METHOD'] },
    });
    expect(tree.read('plugins/peft/my-method/tsconfig.json', 'utf8')).toBe(text('plugins/peft/bitfit/tsconfig.json'));
  });

  it('lies nowhere else', () => {
    expect(() => generatePeft(here(), { name: 'my-method', directory: 'packages/my-method' })).toThrow(
      'In this repository a method "my-method" is @weitiao/peft-my-method in plugins/peft/my-method: leave out --directory and --packageName.',
    );
  });
});

describe("a method of somebody's own repository", () => {
  it('stands alone', () => {
    expect(made(elsewhere(), { name: 'my-method' })).toEqual([
      'packages/my-method/README.md',
      'packages/my-method/jest.config.mjs',
      'packages/my-method/package.json',
      'packages/my-method/src/index.ts',
      'packages/my-method/src/my-method.spec.ts',
      'packages/my-method/src/my-method.ts',
      'packages/my-method/tsconfig.json',
    ]);
  });

  it('has the folder and the name that are asked for, and everything with a range', () => {
    const tree = elsewhere();
    generatePeft(tree, { name: 'mine', directory: './methods/mine/', packageName: '@lab/weitiao-mine' });
    const manifest = readJson(tree, 'methods/mine/package.json');
    expect(manifest.name).toBe('@lab/weitiao-mine');
    expect(manifest.exports['.']).toEqual({ types: './dist/index.d.ts', default: './dist/index.js' });
    const wanted = { ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.devDependencies };
    expect(Object.keys(wanted)).toContain('@weitiao/conformance');
    for (const range of Object.values(wanted)) expect(range).toMatch(/\d+\.\d+/);
    const { extends: base } = readJson(tree, 'methods/mine/tsconfig.json');
    expect(base).toBeUndefined();
  });

  it.each([
    [{ directory: '../outside' }, '--directory ../outside: wanted is a folder inside this workspace'],
    [{ directory: '/outside' }, '--directory /outside: wanted is a folder inside this workspace'],
    [{ directory: '.' }, '--directory .: wanted is a folder inside this workspace'],
    [{ packageName: 'My Method' }, '"My Method" is no name of a package'],
  ])('is refused with %p', (options, message) => {
    expect(() => generatePeft(elsewhere(), { name: 'mine', ...options })).toThrow(message);
  });
});

describe('a name', () => {
  it.each([
    ['MyMethod', '"MyMethod" is no name of a method: wanted are small letters and digits, with hyphens between words, such as "my-method".'],
    ['my_method', 'such as "my-method"'],
    ['2-fast', 'such as "fast"'],
    ['-', 'with hyphens between words.'],
    ['../lora', 'such as "lora"'],
    ['new', 'in its file "new" means something else already'],
    ['tap', 'in its file "tap" means something else already'],
    ['kaiming-uniform', 'in its file "kaimingUniform" means something else already'],
    ['describe', 'in its file "describe" means something else already'],
  ])('%s is refused, and nothing written', (name, message) => {
    const tree = here();
    const before = tree.listChanges().length;
    expect(() => generatePeft(tree, { name })).toThrow(message);
    expect(tree.listChanges().length).toBe(before);
  }); // prettier-ignore

  it('that is taken is refused: by a folder, by a package that is installed', () => {
    const tree = here();
    tree.write('plugins/peft/lora/package.json', '{}');
    expect(() => generatePeft(tree, { name: 'lora' })).toThrow('plugins/peft/lora is there already.');
    const other = elsewhere();
    other.write('node_modules/@weitiao/peft-lora/package.json', '{}');
    expect(() => generatePeft(other, { name: 'lora' })).toThrow('"lora" is taken: @weitiao/peft-lora is installed');
  });
});
