import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFormatError } from '@weitiao/core';
import { isRankFile } from './byte-pairs/read-ranks.js';
import { readFolderFiles, type FolderFiles } from './load/folder-files.js';
import { openIceText } from './load/open-ice-text.js';
import { openMerges } from './load/open-merges.js';
import { openRanks } from './load/open-ranks.js';
import { openSentencepiece } from './load/open-sentencepiece.js';
import { openTokenizerJson } from './load/open-tokenizer-json.js';
import type { OpenedTokenizer } from './load/opened-tokenizer.js';
import type { Tokenizer } from './tokenizer.js';

/**
 * The tokenizer of a model folder: tokenizer.json where it is there, or else the vocabulary file that the model came with, with what stands beside
 * it in tokenizer_config.json, special_tokens_map.json and added_tokens.json.
 * @throws DataFormatError when there is none, it is damaged, or it is open how it is used
 */
export async function loadTokenizer(folder: string): Promise<Tokenizer> {
  return (await openTokenizer(folder)).tokenizer;
}

/** The same, with what it was read from. */
export async function openTokenizer(folder: string): Promise<OpenedTokenizer> {
  const files = await readFolderFiles(folder);
  const has = (name: string) => files.names.includes(name);
  if (has('tokenizer.json')) return openTokenizerJson(files);
  if (has('ice_text.model')) return openIceText(files);
  for (const name of ['tokenizer.model', 'qwen.tiktoken']) if (has(name)) return openVocabulary(files, name);
  if (has('vocab.json') && has('merges.txt')) return openMerges(files);
  throw new DataFormatError(
    join(folder, 'tokenizer.json'),
    `no such file, and no other that a tokenizer can be read from.${found(files)} A model folder needs one of: tokenizer.json; tokenizer.model ` +
      '(sentencepiece or tiktoken); ice_text.model; qwen.tiktoken; vocab.json with merges.txt. transformers writes the first with ' +
      'AutoTokenizer.from_pretrained(…).save_pretrained(…).',
  );
}

async function openVocabulary(files: FolderFiles, name: string): Promise<OpenedTokenizer> {
  const path = join(files.folder, name);
  const content = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new DataFormatError(path, `cannot be read (${cause.code ?? cause.message}).`, { cause });
  });
  const isRanks = name !== 'tokenizer.model' || isRankFile(content);
  return isRanks ? openRanks(files, name, content) : openSentencepiece(files, content);
}

function found({ names }: FolderFiles): string {
  const candidates = names.filter((name) => /token|vocab|merges|\.model$/.test(name));
  return candidates.length > 0 ? ` There is only ${candidates.join(', ')}.` : '';
}
