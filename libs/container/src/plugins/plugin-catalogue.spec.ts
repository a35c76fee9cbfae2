import { describe, expect, it } from '@jest/globals';
import { DataFormatError, OptionsError, StudyError } from '@weitiao/core';
import { Project } from '../__fixtures__/project.js';
import { describePlugins } from '../describe-plugins.js';
import { PluginCatalogue } from './plugin-catalogue.js';

const ours = { kind: 'peft', name: 'ours', peftTypes: ['OURS'] };

function projectWith(...names: string[]): Project {
  return new Project({ name: 'mine', devDependencies: Object.fromEntries(names.map((name) => [name, '*'])) });
}
const messageOf = (attempt: () => unknown): string => {
  try {
    attempt();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was thrown';
};

describe('finding plugins', () => {
  it('configures a plugin by its full name, with the defaults of its options', async () => {
    using project = projectWith('@lab/weitiao-peft-ours');
    project.install('@lab/weitiao-peft-ours', ours);
    const plugins = PluginCatalogue.search([project.folder]);
    const component = await plugins.configure('peft', { use: '@lab/weitiao-peft-ours' });
    expect(component).toMatchObject({ kind: 'peft', name: 'ours', specVersion: 1, options: { rank: 8 } });
  });

  it("means the project's own package by a short name", async () => {
    using project = projectWith('@weitiao/peft-lora');
    project.install('@weitiao/peft-lora', { kind: 'peft', name: 'lora' });
    const component = await PluginCatalogue.search([project.folder]).configure('peft', { use: 'lora', rank: 4 });
    expect(component.options).toEqual({ rank: 4 });
  });

  it('looks above the folder it is given, and in the folders that come after', () => {
    using project = projectWith('@weitiao/peft-lora');
    using other = projectWith('@weitiao/peft-lora', '@lab/weitiao-peft-ours');
    project.install('@weitiao/peft-lora', { kind: 'peft', name: 'lora' });
    other.install('@weitiao/peft-lora', { kind: 'peft', name: 'lora' });
    other.install('@lab/weitiao-peft-ours', ours);
    const found = PluginCatalogue.search([`${project.folder}/studies/today`, other.folder]).all;
    expect(found.map(({ name, heldBy }) => [name, heldBy])).toEqual([
      ['lora', `${project.folder}/package.json`],
      ['ours', `${other.folder}/package.json`],
    ]);
  });

  it('holds the members of a workspace', () => {
    using project = new Project({ name: 'root', workspaces: ['plugins/*'] });
    project.write('plugins/ours/package.json', JSON.stringify({ name: '@lab/weitiao-peft-ours' }));
    project.install('@lab/weitiao-peft-ours', ours);
    expect(PluginCatalogue.search([project.folder]).named('peft', '@lab/weitiao-peft-ours').name).toBe('ours');
  });

  it('runs no code of a package that no package.json of the user holds', () => {
    using project = projectWith();
    project.install('stranger', { kind: 'peft', name: 'stranger' });
    expect(() => PluginCatalogue.search([project.folder]).named('peft', 'stranger')).toThrow(
      '"@weitiao/peft-stranger" is not installed',
    );
  });
});

describe('what cannot be used', () => {
  it('says how to install what is missing, and installs nothing', () => {
    using project = projectWith();
    const plugins = PluginCatalogue.search([project.folder]);
    expect(() => plugins.named('peft', '@lab/weitiao-peft-ours')).toThrow(StudyError);
    expect(messageOf(() => plugins.named('peft', '@lab/weitiao-peft-ours'))).toBe(
      '"@lab/weitiao-peft-ours" is not installed, and a study file never installs code.\n' +
        '  If you trust it: npm install @lab/weitiao-peft-ours\n  method plugins that are: none',
    );
  });

  it('names the nearest plugin for a misspelt one, and recommends no package of that name', () => {
    using project = projectWith('@weitiao/peft-lora');
    project.install('@weitiao/peft-lora', { kind: 'peft', name: 'lora' });
    const message = messageOf(() => PluginCatalogue.search([project.folder]).named('peft', 'lroa'));
    expect(message).toContain('Did you mean "lora"?');
    expect(message).not.toContain('npm install');
  });

  it('refuses a plugin of another kind', () => {
    using project = projectWith('@lab/weitiao-peft-ours');
    project.install('@lab/weitiao-peft-ours', ours);
    expect(() => PluginCatalogue.search([project.folder]).named('dataset', '@lab/weitiao-peft-ours')).toThrow(
      '"@lab/weitiao-peft-ours" is a method plugin, and a data set plugin is wanted here.',
    );
  });

  it('refuses two packages of one kind and name', () => {
    using project = projectWith('@lab/weitiao-peft-ours', 'weitiao-ours');
    project.install('@lab/weitiao-peft-ours', ours);
    project.install('weitiao-ours', ours);
    const plugins = PluginCatalogue.search([project.folder]);
    expect(() => plugins.named('peft', 'weitiao-ours')).toThrow(
      /2 packages offer peft "ours".*Remove all but one:\n {2}@lab/s,
    );
  });

  it('tells an unknown option of the nearest', async () => {
    using project = projectWith('@weitiao/peft-lora');
    project.install('@weitiao/peft-lora', { kind: 'peft', name: 'lora' });
    const configured = PluginCatalogue.search([project.folder]).configure('peft', { use: 'lora', rnak: 4 });
    await expect(configured).rejects.toThrow(OptionsError);
    await expect(configured).rejects.toThrow('Did you mean "rank"?');
  });

  it.each([
    [
      'says what is wrong in its package.json',
      { kind: 'method', name: 'ours' },
      undefined,
      'is not described rightly. "weitiao" in its package.json',
    ],
    ['exports no plugin', ours, 'export default 1;', 'has no plugin as its default export'],
    ['cannot be loaded', ours, 'import "nowhere";', '@lab/weitiao-peft-ours cannot be loaded'],
  ])('refuses a plugin that %s', async (_, field, code, message) => {
    using project = projectWith('@lab/weitiao-peft-ours');
    project.install('@lab/weitiao-peft-ours', field, code);
    const configured = async () =>
      PluginCatalogue.search([project.folder]).configure('peft', { use: '@lab/weitiao-peft-ours' });
    await expect(configured()).rejects.toThrow(message);
  });

  it('refuses a plugin that is another than its package.json promises', async () => {
    using project = projectWith('@lab/weitiao-peft-ours');
    const other = new Project({});
    other.install('x', { kind: 'peft', name: 'other' });
    project.install(
      '@lab/weitiao-peft-ours',
      ours,
      `export { default } from '${other.folder}/node_modules/x/index.js';`,
    );
    await expect(
      PluginCatalogue.search([project.folder]).configure('peft', { use: '@lab/weitiao-peft-ours' }),
    ).rejects.toThrow('says peft "ours" in its package.json and exports peft "other"');
    other[Symbol.dispose]();
  });

  it('refuses a plugin that brings a second copy of the tensor library', async () => {
    using project = projectWith('@lab/weitiao-peft-ours');
    project.install('@lab/weitiao-peft-ours', ours);
    project.write('node_modules/@weitiao/tensor/package.json', '{"name":"@weitiao/tensor"}');
    await expect(
      PluginCatalogue.search([project.folder]).configure('peft', { use: '@lab/weitiao-peft-ours' }),
    ).rejects.toThrow('@lab/weitiao-peft-ours would load a second copy of @weitiao/tensor');
  });
});

describe('architectures and adapter files', () => {
  it('finds the plugin that reads a model_type, and lists all when none does', () => {
    using project = projectWith('@weitiao/model-bloom');
    project.install('@weitiao/model-bloom', { kind: 'model', name: 'bloom', modelTypes: ['bloom'] });
    const plugins = PluginCatalogue.search([project.folder]);
    expect(plugins.forModelType('bloom', 'm/config.json').packageName).toBe('@weitiao/model-bloom');
    expect(() => plugins.forModelType('llama', 'm/config.json')).toThrow(DataFormatError);
    const message = messageOf(() => plugins.forModelType('llama', 'm/config.json'));
    expect(message).toContain('m/config.json: no installed plugin reads model_type "llama".');
    expect(message).toContain('bloom (@weitiao/model-bloom)');
    expect(message).toContain('"weitiao": { "kind": "model", "name": "…", "modelTypes": ["llama"] }');
  });

  it('finds every method that may have written a peft_type', () => {
    using project = projectWith('a', 'b');
    project.install('a', { kind: 'peft', name: 'series', peftTypes: ['BOTTLENECK'] });
    project.install('b', { kind: 'peft', name: 'parallel', peftTypes: ['BOTTLENECK'] });
    const plugins = PluginCatalogue.search([project.folder]);
    expect(plugins.forPeftType('BOTTLENECK', 'a/adapter_config.json').map(({ name }) => name)).toEqual([
      'series',
      'parallel',
    ]);
    expect(() => plugins.forPeftType('LORA', 'a/adapter_config.json')).toThrow(
      'no installed plugin reads peft_type "LORA"',
    );
  });

  it('describes plugins with their options, and what is wrong with those that do not load', async () => {
    using project = projectWith('a', 'b');
    project.install('a', { kind: 'peft', name: 'works' });
    project.install('b', { kind: 'peft', name: 'breaks' }, 'throw new Error("not today");');
    const described = await describePlugins(PluginCatalogue.search([project.folder]));
    expect(described.map(({ name, options, fault }) => ({ name, options, fault }))).toEqual([
      { name: 'breaks', options: undefined, fault: 'b cannot be loaded: not today' },
      { name: 'works', options: ['rank'], fault: undefined },
    ]);
  });
});
