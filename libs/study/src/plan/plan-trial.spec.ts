import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { plugins, TrialFolder } from '../__fixtures__/trial-folder.js';
import { checkUnchanged } from './check-unchanged.js';
import { resolveComponents } from './components.js';

let folder: TrialFolder;
beforeEach(() => void (folder = new TrialFolder()));
afterEach(() => folder[Symbol.dispose]());

const changed = (changes: Parameters<TrialFolder['plan']>[0]) =>
  folder.plan(changes).then(
    () => 'planned',
    (error: Error & { exitCode: number }) => error,
  );

describe('a plan', () => {
  it('holds the options as the plugins complete them, and fingerprints of their packages', async () => {
    const { trial, packages, contents } = await folder.plan();
    expect(trial.method).toMatchObject({
      use: 'lora',
      rank: 2,
      alpha: 16,
      dropout: 0.1,
      targetModules: ['query_key_value'],
      rankStabilised: false,
    });
    expect(Object.keys(packages)).toEqual(
      expect.arrayContaining([
        '@weitiao/peft-lora',
        '@weitiao/model-bloom',
        '@weitiao/dataset-alpaca',
        '@weitiao/training',
        '@weitiao/nn',
      ]),
    );
    expect(Object.keys(packages).filter((name) => name.startsWith('@weitiao/backend'))).toEqual([]);
    expect(packages['@weitiao/peft-lora']).toMatchObject({
      version: '0.1.0',
      sources: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    });
    expect(contents.template).toMatch(/^alpaca-zh /);
  });

  it('is the same for the same bytes elsewhere, and another for other bytes', async () => {
    using other = new TrialFolder();
    const here = await folder.plan();
    expect((await other.plan()).id).toBe(here.id);
    other.write('rows.json', readFileSync(folder.inside('rows.json'), 'utf8').replace('答案是7', '答案是8'));
    expect((await other.plan()).id).not.toBe(here.id);
  });

  it.each([
    [
      'a target that the model does not have',
      { method: { use: 'lora', targetModules: ['q_proj'] } },
      64,
      /trial\.json:\d+:\d+ {2}method\.targetModules\n {2}"q_proj" matches no linear layer/,
    ],
    [
      'an option that the method does not have',
      { method: { use: 'lora', rnak: 2, targetModules: 'all-linear' } },
      64,
      /method\.rnak\n {2}@weitiao\/peft-lora has no option "rnak"\. Did you mean "rank"\?/,
    ],
    [
      'a method that is not installed',
      { method: { use: '@lab/ours' } },
      64,
      /method\.use\n {2}"@lab\/ours" is not installed, and a study file never installs code/,
    ],
    [
      'a data set in the place of a method',
      { method: { use: '@weitiao/dataset-alpaca' } },
      64,
      /is a data set plugin, and a method plugin is wanted/,
    ],
    [
      'a misspelt template',
      { train: { template: 'alpaca-hz' } },
      64,
      /train\.template\n {2}There is no template "alpaca-hz"\. Did you mean "alpaca-zh"\?/,
    ],
    [
      'a model folder that is not there',
      { model: { use: 'bloom', from: '/nowhere' } },
      65,
      /model\.from\n.*\/nowhere.*there is no such folder/,
    ],
    ['data that are not there', { data: { use: 'alpaca', from: 'none.json' } }, 65, /none\.json/],
  ])('is refused for %s, with its place', async (_, changes, exitCode, message) => {
    const error = await changed(changes);
    expect(error).toMatchObject({ exitCode, message: expect.stringMatching(message) as unknown });
  });

  it('refuses a model of an architecture that the plugin does not read', async () => {
    writeFileSync(folder.inside('config.json'), '{"model_type":"llama"}');
    expect(await changed({ model: { use: 'bloom', from: '.' } })).toMatchObject({
      exitCode: 65,
      message: expect.stringContaining('"model_type" is "llama", and model plugin "bloom" reads bloom') as unknown,
    });
  });
});

describe('a manifest', () => {
  it('does not fit when its data were changed since', async () => {
    const manifest = await folder.plan();
    const parts = await resolveComponents(plugins, manifest.trial);
    await checkUnchanged(manifest, parts);
    folder.write('rows.json', '[]');
    await expect(checkUnchanged(manifest, parts)).rejects.toMatchObject({
      exitCode: 65,
      message: expect.stringContaining('the data is not what it was when the manifest was written') as unknown,
    });
  });

  it('does not fit other packages than those that it was written with', async () => {
    const manifest = await folder.plan();
    const parts = await resolveComponents(plugins, manifest.trial);
    const older = { ...manifest, packages: { ...manifest.packages, '@weitiao/peft-lora': { version: '0.0.9' } } };
    await expect(checkUnchanged(older, parts)).rejects.toThrow(/@weitiao\/peft-lora: then 0\.0\.9, here 0\.1\.0/);
  });
});
