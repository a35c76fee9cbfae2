import { loadedModel, repository, sharedFolder, type Architecture, type LoadedModel } from '@weitiao/python-reference';
import { philoxUniform, randomKey } from '@weitiao/tensor';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A model that cases can name. */
interface KnownModel {
  readonly folder: string;
  /** Package of its architecture. */
  readonly plugin: string;
}

const shared = sharedFolder();
const known: Readonly<Record<string, KnownModel>> = {
  'tiny-bloom': {
    folder: join(repository, 'libs/training/src/__fixtures__/golden/model'),
    plugin: '@weitiao/model-bloom',
  },
  'tiny-llama': {
    folder: join(repository, 'plugins/models/llama/src/__fixtures__/grouped'),
    plugin: '@weitiao/model-llama',
  },
  'tiny-llama-untied': {
    folder: join(repository, 'plugins/models/llama/src/__fixtures__/heads-4'),
    plugin: '@weitiao/model-llama',
  },
  'bloom-zh-7m': { folder: join(shared ?? 'shared', 'models/bloom-zh-7m'), plugin: '@weitiao/model-bloom' },
};

export interface ProofModel extends LoadedModel {
  readonly name: string;
  /** Three texts of random tokens, the same in every run. */
  readonly prompts: readonly (readonly number[])[];
}

/** The models that cases name; one that is not here is told of and left out. */
export async function proofModels(
  names: Iterable<string>,
  say: (text: string) => void,
): Promise<Map<string, ProofModel>> {
  const found = new Map<string, ProofModel>();
  for (const name of new Set(names)) {
    const entry = known[name];
    if (!entry) throw new Error(`There is no model "${name}". Models: ${Object.keys(known).join(', ')}`);
    const plugin = await architecture(entry);
    if (plugin) found.set(name, { name, ...(await open(entry.folder, plugin)) });
    else say(`${name} is left out: ${existsSync(entry.folder) ? entry.plugin : entry.folder} is not there`);
  }
  return found;
}

async function architecture({ folder, plugin }: KnownModel): Promise<Architecture | undefined> {
  if (!existsSync(folder)) return undefined;
  const loaded = (await import(plugin).catch(() => undefined)) as { default: Architecture } | undefined;
  return loaded?.default;
}

async function open(folder: string, plugin: Architecture) {
  const loaded = await loadedModel(folder, plugin);
  return { ...loaded, prompts: [9, 1, 17].map((length) => randomTokens(length, loaded.model.vocabulary)) };
}

/** Without the special tokens at the start of a vocabulary. */
const randomTokens = (length: number, vocabulary: number): number[] =>
  Array.from(philoxUniform(length, randomKey('prompt', length)), (draw) => 4 + Math.floor(draw * (vocabulary - 4)));
