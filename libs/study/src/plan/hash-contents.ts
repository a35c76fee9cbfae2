import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { weightFileNames } from '@weitiao/checkpoint';
import { canonicalJson, type Evaluator } from '@weitiao/core';
import { ModelHub } from '@weitiao/hub';
import { isTokenizerFile, openTemplate } from '@weitiao/tokenizer';
import { templateOf } from '../config/train-options.js';
import { partsOf, type DataOptions, type TrialOptions } from '../config/trial-file.js';
import type { LoadedBase } from '../base/loaded-base.js';
import { contentHash } from '../manifest/content-hash.js';
import type { Manifest } from '../manifest/manifest.js';
import type { Components, ForPart } from './components.js';

/** Hashes of questions that one plan has computed, so that its trials do not read a benchmark each. */
export type KnownItems = Map<string, Promise<string>>;

export interface HashHow {
  readonly forPart?: ForPart;
  readonly known?: KnownItems;
  /** Finds what is named by an id. */
  readonly hub?: ModelHub;
}

/** Hashes of all that the options name: files wherever they lie, questions as they are asked, the template by its version. */
export async function hashContents(
  folder: string,
  { model, data, train }: TrialOptions,
  { benchmarks }: Pick<Components, 'benchmarks'>,
  { forPart = async (_, work) => work(), known = new Map(), hub = new ModelHub() }: HashHow = {},
): Promise<Manifest['contents']> {
  const { path: from } = await hub.model(String(model['from']), { folder });
  const { name, version } = await forPart(['train', 'template'], () => openTemplate(templateOf(train), from));
  const asked: Record<string, string> = {};
  for (const [benchmark, evaluator] of benchmarks) {
    const key = `${evaluator.name}\0${canonicalJson(evaluator.options)}`;
    const hash = known.get(key) ?? hashOfItems(folder, evaluator, hub);
    known.set(key, hash);
    asked[benchmark] = await forPart(['benchmarks', benchmark], () => hash);
  }
  return {
    model: await forPart(['model'], async () => contentHash(from, await modelFilesOf(from))),
    tokenizer: await contentHash(from, isTokenizerFile),
    data: await forPart(['data'], () => hashOfData(folder, data, hub)),
    template: `${name} ${version}`,
    ...(benchmarks.size > 0 && { benchmarks: asked }),
  };
}

/** Hash of the architecture, the weights and the tokenizer of a model folder: of all in it that decides answers. */
export async function identityOfModel(folder: string): Promise<string> {
  const isOfModel = await modelFilesOf(folder);
  return contentHash(folder, (name) => isOfModel(name) || isTokenizerFile(name));
}

/** Configuration and weights: the files that are read, so that a folder with other forms of the same beside them is the same model. */
async function modelFilesOf(folder: string): Promise<(name: string) => boolean> {
  const read = new Set(['config.json', ...(await weightFileNames(folder))]);
  return (name) => read.has(name);
}

/** The same of a model that was loaded: rounded numbers answer otherwise. */
export const identityOfBase = async ({ folder, isRounded }: LoadedBase): Promise<string> =>
  `${await identityOfModel(folder)}${isRounded ? ' bfloat16-rounded' : ''}`;

async function hashOfData(folder: string, data: DataOptions, hub: ModelHub): Promise<string> {
  const hashes: string[] = [];
  for (const { reference } of partsOf(data)) {
    const { from } = reference;
    const path = typeof from === 'string' ? ((await hub.fetched(from)) ?? resolve(folder, from)) : undefined;
    hashes.push(path === undefined ? 'none' : await contentHash(path));
  }
  return hashes.join(' ');
}

/** Of everything that is asked: which files it comes from does not count. */
async function hashOfItems(folder: string, evaluator: Evaluator, hub: ModelHub): Promise<string> {
  const hash = createHash('sha256').update(evaluator.version);
  const services = { signal: new AbortController().signal, folder, hub, warn: () => undefined };
  for await (const item of evaluator.items(services)) hash.update(`${canonicalJson(item)}\n`);
  return hash.digest('hex');
}
