import { describe, expect, it } from '@jest/globals';
import { DataFormatError } from '@weitiao/core';
import { Project } from '../__fixtures__/project.js';
import { describePlugins } from '../describe-plugins.js';
import { PluginCatalogue } from './plugin-catalogue.js';

const messageOf = (attempt: () => unknown): string => {
  try {
    attempt();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was thrown';
};

describe('architectures and adapter files', () => {
  it('finds the plugin that reads a model_type, and lists all when none does', () => {
    using project = Project.holding('@weitiao/model-bloom');
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
    using project = Project.holding('a', 'b');
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
    using project = Project.holding('a', 'b');
    project.install('a', { kind: 'peft', name: 'works' });
    project.install('b', { kind: 'peft', name: 'breaks' }, 'throw new Error("not today");');
    const described = await describePlugins(PluginCatalogue.search([project.folder]));
    expect(described.map(({ name, options, fault }) => ({ name, options, fault }))).toEqual([
      { name: 'breaks', options: undefined, fault: 'b cannot be loaded: not today' },
      { name: 'works', options: ['rank'], fault: undefined },
    ]);
  });
});
