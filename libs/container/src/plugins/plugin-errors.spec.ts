import { describe, expect, it } from '@jest/globals';
import { OptionsError, StudyError } from '@weitiao/core';
import { Project } from '../__fixtures__/project.js';
import { PluginCatalogue } from './plugin-catalogue.js';

const ours = { kind: 'peft', name: 'ours', peftTypes: ['OURS'] };
const messageOf = (attempt: () => unknown): string => {
  try {
    attempt();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was thrown';
};

describe('what cannot be used', () => {
  it('says how to install what is missing, and installs nothing', () => {
    using project = Project.holding();
    const plugins = PluginCatalogue.search([project.folder]);
    expect(() => plugins.named('peft', '@lab/weitiao-peft-ours')).toThrow(StudyError);
    expect(messageOf(() => plugins.named('peft', '@lab/weitiao-peft-ours'))).toBe(
      '"@lab/weitiao-peft-ours" is not installed, and a study file never installs code.\n' +
        '  If you trust it: npm install @lab/weitiao-peft-ours\n  method plugins that are: none',
    );
  });

  it('names the nearest plugin for a misspelt one, and recommends no package of that name', () => {
    using project = Project.holding('@weitiao/peft-lora');
    project.install('@weitiao/peft-lora', { kind: 'peft', name: 'lora' });
    const message = messageOf(() => PluginCatalogue.search([project.folder]).named('peft', 'lroa'));
    expect(message).toContain('Did you mean "lora"?');
    expect(message).not.toContain('npm install');
  });

  it('refuses a plugin of another kind', () => {
    using project = Project.holding('@lab/weitiao-peft-ours');
    project.install('@lab/weitiao-peft-ours', ours);
    expect(() => PluginCatalogue.search([project.folder]).named('dataset', '@lab/weitiao-peft-ours')).toThrow(
      '"@lab/weitiao-peft-ours" is a method plugin, and a data set plugin is wanted here.',
    );
  });

  it('refuses two packages of one kind and name', () => {
    using project = Project.holding('@lab/weitiao-peft-ours', 'weitiao-ours');
    project.install('@lab/weitiao-peft-ours', ours);
    project.install('weitiao-ours', ours);
    const plugins = PluginCatalogue.search([project.folder]);
    expect(() => plugins.named('peft', 'weitiao-ours')).toThrow(
      /2 packages offer peft "ours".*Remove all but one:\n {2}@lab/s,
    );
  });

  it('tells an unknown option of the nearest', async () => {
    using project = Project.holding('@weitiao/peft-lora');
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
    using project = Project.holding('@lab/weitiao-peft-ours');
    project.install('@lab/weitiao-peft-ours', field, code);
    const configured = async () =>
      PluginCatalogue.search([project.folder]).configure('peft', { use: '@lab/weitiao-peft-ours' });
    await expect(configured()).rejects.toThrow(message);
  });

  it('refuses a plugin that is another than its package.json promises', async () => {
    using project = Project.holding('@lab/weitiao-peft-ours');
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
    using project = Project.holding('@lab/weitiao-peft-ours');
    project.install('@lab/weitiao-peft-ours', ours);
    project.write('node_modules/@weitiao/tensor/package.json', '{"name":"@weitiao/tensor"}');
    await expect(
      PluginCatalogue.search([project.folder]).configure('peft', { use: '@lab/weitiao-peft-ours' }),
    ).rejects.toThrow('@lab/weitiao-peft-ours would load a second copy of @weitiao/tensor');
  });
});
