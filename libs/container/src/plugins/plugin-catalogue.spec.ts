import { describe, expect, it } from '@jest/globals';
import { Project } from '../__fixtures__/project.js';
import { PluginCatalogue } from './plugin-catalogue.js';

const ours = { kind: 'peft', name: 'ours', peftTypes: ['OURS'] };

describe('finding plugins', () => {
  it('configures a plugin by its full name, with the defaults of its options', async () => {
    using project = Project.holding('@lab/weitiao-peft-ours');
    project.install('@lab/weitiao-peft-ours', ours);
    const plugins = PluginCatalogue.search([project.folder]);
    const component = await plugins.configure('peft', { use: '@lab/weitiao-peft-ours' });
    expect(component).toMatchObject({ kind: 'peft', name: 'ours', specVersion: 1, options: { rank: 8 } });
  });

  it("means the project's own package by a short name", async () => {
    using project = Project.holding('@weitiao/peft-lora');
    project.install('@weitiao/peft-lora', { kind: 'peft', name: 'lora' });
    const component = await PluginCatalogue.search([project.folder]).configure('peft', { use: 'lora', rank: 4 });
    expect(component.options).toEqual({ rank: 4 });
  });

  it('looks above the folder it is given, and in the folders that come after', () => {
    using project = Project.holding('@weitiao/peft-lora');
    using other = Project.holding('@weitiao/peft-lora', '@lab/weitiao-peft-ours');
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
    using project = Project.holding();
    project.install('stranger', { kind: 'peft', name: 'stranger' });
    expect(() => PluginCatalogue.search([project.folder]).named('peft', 'stranger')).toThrow(
      '"@weitiao/peft-stranger" is not installed',
    );
  });
});
