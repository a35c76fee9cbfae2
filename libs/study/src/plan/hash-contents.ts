import { resolve } from 'node:path';
import { template } from '@weitiao/tokenizer';
import type { TrialOptions } from '../config/trial-file.js';
import { contentHash } from '../manifest/content-hash.js';
import type { Manifest } from '../manifest/manifest.js';

const isWeights = (name: string) => name === 'config.json' || /\.safetensors(\.index\.json)?$/.test(name);
const isTokenizer = (name: string) =>
  ['tokenizer.json', 'tokenizer_config.json', 'special_tokens_map.json'].includes(name);

/** Hashes of all that the options name: files wherever they lie, the template by its version. */
export async function hashContents(
  folder: string,
  { model, data, train }: TrialOptions,
): Promise<Manifest['contents']> {
  const from = resolve(folder, String(model['from']));
  const { name, version } = template(train.template);
  return {
    model: await identityOfModel(from),
    tokenizer: await contentHash(from, isTokenizer),
    data: typeof data['from'] === 'string' ? await contentHash(resolve(folder, data['from'])) : 'none',
    template: `${name} ${version}`,
  };
}

/** Hash of the architecture and the weights of a model folder. */
export const identityOfModel = (folder: string): Promise<string> => contentHash(folder, isWeights);
