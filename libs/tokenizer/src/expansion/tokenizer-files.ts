import { DataFormatError } from '@weitiao/core';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readOptionalJsonFile } from '../read-json-file.js';

/** A sentencepiece tokenizer as it lies on the disk. */
export interface PieceTokenizerFiles {
  /** Its `tokenizer.model`. */
  readonly path: string;
  /** The folder, where one was given. */
  readonly folder: string | undefined;
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * Finds the sentencepiece model of a folder, or takes the file that is given.
 * @throws DataFormatError where there is none; it says what there is
 */
export async function pieceTokenizerFiles(given: string): Promise<PieceTokenizerFiles> {
  const found = await stat(given).catch(() => undefined);
  if (!found)
    throw new DataFormatError(
      given,
      'there is no such file or folder. Wanted is a tokenizer.model, or a folder with one.',
    );
  if (!found.isDirectory()) return { path: given, folder: undefined, settings: {} };
  const files = await readdir(given);
  if (files.includes('tokenizer.model')) {
    const settings = await readOptionalJsonFile(join(given, 'tokenizer_config.json'));
    return { path: join(given, 'tokenizer.model'), folder: given, settings: settings ?? {} };
  }
  if (files.includes('tokenizer.json'))
    throw new DataFormatError(
      given,
      'its tokenizer is a tokenizer.json without a tokenizer.model. Byte-level BPE is made of merges, and a piece of another model comes with none, so it cannot be expanded this way; wanted is a sentencepiece model.',
    );
  throw new DataFormatError(given, 'there is no tokenizer.model in this folder.');
}

const bare = {
  tokenizer_class: 'LlamaTokenizer',
  ...{ bos_token: '<s>', eos_token: '</s>', unk_token: '<unk>' },
  ...{ add_bos_token: true, add_eos_token: false, legacy: true },
};
const padding = '[PAD]';

/**
 * The small files beside an expanded `tokenizer.model`: the old settings, without what describes the old tokenizer.json.
 * @param size pieces of the new model
 * @param pad adds the token `[PAD]` behind the last piece
 * @throws DataFormatError where the old tokenizer has added tokens behind its pieces, whose ids new pieces take
 */
export function tokenizerSettings(
  { path, folder, settings }: PieceTokenizerFiles,
  { first, size, pad }: { readonly first: number; readonly size: number; readonly pad: boolean },
): Record<string, Record<string, unknown>> {
  const added = (settings['added_tokens_decoder'] ?? {}) as Record<string, { content?: string }>;
  const clash = Object.entries(added).find(([id]) => Number(id) >= first);
  if (clash)
    throw new DataFormatError(path, `its folder adds the token ${JSON.stringify(clash[1].content)} with the id ${clash[0]}, behind the ${first} pieces, where new pieces would stand. Take the tokenizer without it; --pad adds [PAD] again.`); // prettier-ignore
  const { tokenizer_file: _, added_tokens_decoder: __, ...kept } = settings;
  const config = { ...(folder === undefined || Object.keys(settings).length === 0 ? bare : kept) };
  const token = {
    content: padding,
    lstrip: false,
    normalized: false,
    rstrip: false,
    single_word: false,
    special: true,
  };
  const decoder = { ...added, ...(pad && { [size]: token }) };
  return {
    'tokenizer_config.json': {
      ...config,
      ...(Object.keys(decoder).length > 0 && { added_tokens_decoder: decoder }),
      ...(pad && { pad_token: padding }),
    },
    ...(pad && { 'added_tokens.json': { [padding]: size } }),
  };
}
