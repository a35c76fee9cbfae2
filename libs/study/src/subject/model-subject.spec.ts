import { cpSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Container } from '@weitiao/container';
import { openAdapter, openModel } from '../base/open-model.js';
import { run } from '../__fixtures__/run.js';
import { plugins, quickstartModel, TrialFolder } from '../__fixtures__/trial-folder.js';
import { ModelSubject } from './model-subject.js';

let folder: TrialFolder;
beforeAll(async () => {
  folder = new TrialFolder();
  await run(folder, await folder.plan({ train: { budget: { steps: 1 } } }), 'trial');
});
afterAll(() => folder[Symbol.dispose]());

/** The identity of the model with these adapters attached. */
async function identity(adapters: readonly string[], template = 'none', baseIdentity = 'base'): Promise<string> {
  await using owner = Container.create();
  const base = owner.own(await openModel(plugins, quickstartModel));
  const attached = [];
  for (const name of adapters) attached.push(await openAdapter(plugins, folder.inside(name), base));
  attached.forEach(({ values }) => owner.own(values));
  return new ModelSubject({ base, adapters: attached, template: await base.template(template), baseIdentity }).identity;
}

describe('the identity of a model that is asked', () => {
  it('is that of its weights, its adapter and its template', async () => {
    const all = [
      await identity([]),
      await identity([], 'none', 'another base'),
      await identity([], 'alpaca-zh'),
      await identity(['trial/adapter']),
      await identity(['trial/adapter', 'trial/adapter']),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(await identity(['trial/adapter'])).toBe(all[3]);
  });

  it('is another where the same matrices are scaled otherwise', async () => {
    cpSync(folder.inside('trial/adapter'), folder.inside('scaled'), { recursive: true });
    const config = JSON.parse(readFileSync(folder.inside('scaled/adapter_config.json'), 'utf8')) as object;
    folder.write('scaled/adapter_config.json', JSON.stringify({ ...config, lora_alpha: 64 }));
    expect(await identity(['scaled'])).not.toBe(await identity(['trial/adapter']));
  });
});
