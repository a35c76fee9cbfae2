import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { checkManifest } from './check-manifest.mjs';
import { checkRanges } from './check-ranges.mjs';
import { checkReadme } from './check-readme.mjs';
import { workspacePackages } from './workspace-packages.mjs';

const good = {
  name: '@weitiao/peft-lora',
  version: '0.1.0',
  files: ['dist', 'README.md'],
  weitiao: { kind: 'peft', name: 'lora' },
  nx: { tags: ['layer:plugin', 'kind:peft'] },
  peerDependencies: { '@weitiao/core': '^0.1.0' },
};
const at = (manifest: object, folder = 'plugins/peft/lora') => ({ folder, manifest: manifest as typeof good });

describe('checkManifest', () => {
  it('accepts a plugin as plugin lookup wants it', () => {
    expect(checkManifest(at(good))).toEqual([]);
  });

  it.each([
    ['no card', { ...good, weitiao: undefined }, 'wants "weitiao"'],
    ['an unknown kind', { ...good, weitiao: { kind: 'method', name: 'lora' } }, 'one of model, peft'],
    ['another package name', { ...good, name: '@weitiao/lora' }, 'is found as "@weitiao/peft-lora"'],
    ['no tag of its kind', { ...good, nx: { tags: ['layer:plugin'] } }, 'wants "kind:peft"'],
    ['a README that is not published', { ...good, files: ['dist'] }, 'leaves out README.md'],
    ['no peer dependency on core', { ...good, peerDependencies: {} }, 'as a peer dependency'],
  ])('refuses %s', (_, manifest, message) => {
    expect(checkManifest(at(manifest)).join()).toContain(message);
  });

  it('refuses a folder that says something else', () => {
    expect(checkManifest(at(good, 'plugins/peft/low-rank')).join()).toContain('say plugins/peft/lora');
  });

  it('wants to know which models a model plugin reads', () => {
    const model = {
      ...good,
      name: '@weitiao/model-lora',
      weitiao: { kind: 'model', name: 'lora' },
      nx: { tags: ['layer:plugin', 'kind:model'] },
    };
    expect(checkManifest(at(model, 'plugins/models/lora')).join()).toContain('modelTypes');
  });
});

describe('checkRanges', () => {
  const core = (version: string) => ({ folder: 'libs/core', manifest: { name: '@weitiao/core', version } });

  it('accepts ranges that take the version of the workspace', () => {
    expect(checkRanges([core('0.1.7'), at(good)])).toEqual([]);
  });

  it('tells a range that does not, as after a major release of core', () => {
    expect(checkRanges([core('1.0.0'), at(good)])).toEqual([
      'plugins/peft/lora/package.json: wants @weitiao/core ^0.1.0, the workspace has 1.0.0.',
    ]);
  });
});

describe('in a checkout', () => {
  let root: string;
  const write = (path: string, content: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'check-plugins-'));
    write('package.json', JSON.stringify({ workspaces: ['libs/*', 'plugins/*/*', 'apps/*'] }));
    write('libs/core/package.json', JSON.stringify({ name: '@weitiao/core' }));
    write('plugins/peft/lora/package.json', JSON.stringify(good));
    write('plugins/peft/notes/README.md', 'no package');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('finds the packages of the workspace', () => {
    expect(workspacePackages(root).map(({ folder }) => folder)).toEqual(['libs/core', join('plugins', 'peft', 'lora')]);
  });

  it('misses a README', async () => {
    expect(await checkReadme(root, at(good))).toEqual(['plugins/peft/lora: has no README.md.']);
  });

  it('misses an option in the README', async () => {
    write('plugins/peft/lora/README.md', '| `rank` | 8 |');
    write('plugins/peft/lora/dist/package.json', '{ "type": "module" }');
    const zod = import.meta.resolve('zod');
    write(
      'plugins/peft/lora/dist/index.js',
      `import { z } from '${zod}'; export default { options: z.object({ rank: z.int(), alpha: z.int() }) };`,
    );
    expect(await checkReadme(root, at(good))).toEqual([
      'plugins/peft/lora/README.md: does not tell the option `alpha`.',
    ]);
  });
});
