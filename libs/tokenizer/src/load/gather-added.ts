import { join } from 'node:path';
import { DataFormatError } from '@weitiao/core';
import { plainToken, type AddedToken } from '../codec/added-token.js';
import type { FolderFiles } from './folder-files.js';

const roles = ['bos', 'eos', 'unk', 'sep', 'pad', 'cls', 'mask'].map((role) => `${role}_token`);
const lists = ['additional_special_tokens', 'extra_special_tokens'];

/** The vocabulary file, as far as tokens that are added to it need to know it. */
export interface BaseVocabulary {
  readonly size: number;
  idOf(token: string): number | undefined;
}

/**
 * Tokens that the files beside the vocabulary name, in the order of their ids. As transformers does it, special tokens that no file gives an id
 * get the next free one.
 * @param defaults texts of special tokens by role, such as `bos_token`, where no file names one
 * @throws DataFormatError when two tokens have one id, or an id is none
 */
export function gatherAdded(
  files: FolderFiles,
  base: BaseVocabulary,
  defaults: Readonly<Record<string, string | undefined>> = {},
): AddedToken[] {
  const named = namedSpecials(files, defaults);
  const tokens = new Map<string, AddedToken>();
  for (const token of [...fromDecoder(files), ...fromAddedTokens(files)]) {
    const isSpecial = token.special || named.some(({ text }) => text === token.text);
    if (!tokens.has(token.text)) tokens.set(token.text, { ...token, special: isSpecial });
  }
  for (const { text, ...rules } of named) {
    if (tokens.has(text)) continue;
    const next = [...tokens.values()].reduce((largest, { id }) => Math.max(largest, id + 1), base.size);
    tokens.set(text, { ...plainToken(base.idOf(text) ?? next, text, true), ...rules });
  }
  const sorted = [...tokens.values()].sort((a, b) => a.id - b.id);
  const double = sorted.findIndex(({ id }, index) => sorted[index + 1]?.id === id);
  if (double < 0) return sorted;
  const [first, second] = [sorted[double]!, sorted[double + 1]!];
  throw new DataFormatError(files.folder, `gives the id ${first.id} to two added tokens, ${JSON.stringify(first.text)} and ${JSON.stringify(second.text)}.`); // prettier-ignore
}

/** The text of a token by its role; undefined where no file names one, or names nothing. */
export function namedToken({ settings, map }: FolderFiles, role: string): string | undefined {
  return [settings[role], map[role]].map(textOf).find((text) => text !== undefined && text !== '');
}

function namedSpecials(files: FolderFiles, defaults: Readonly<Record<string, string | undefined>>) {
  const ofRole = (role: string): unknown =>
    [files.settings[role], files.map[role]].find((value) => textOf(value)) ?? defaults[role];
  const ofList = (list: string): unknown[] => {
    const value = files.settings[list] ?? files.map[list];
    return Array.isArray(value) ? value : typeof value === 'object' && value !== null ? Object.values(value) : [];
  };
  return [...roles.map(ofRole), ...lists.flatMap(ofList)].flatMap((value) => {
    const text = textOf(value);
    return text ? [{ text, ...rulesOf(value) }] : [];
  });
}

function fromDecoder({ folder, settings }: FolderFiles): AddedToken[] {
  const decoder = settings['added_tokens_decoder'];
  if (typeof decoder !== 'object' || decoder === null) return [];
  const file = join(folder, 'tokenizer_config.json');
  return Object.entries(decoder).map(([id, value]) => {
    const text = textOf(value);
    if (text === undefined) throw new DataFormatError(file, `added_tokens_decoder has no text for the id ${id}.`);
    return { ...plainToken(idOf(Number(id), text, file), text, isTrue(value, 'special')), ...rulesOf(value) };
  });
}

function fromAddedTokens({ folder, added }: FolderFiles): AddedToken[] {
  const file = join(folder, 'added_tokens.json');
  return Object.entries(added).map(([text, id]) => plainToken(idOf(id, text, file), text, false));
}

function idOf(id: unknown, text: string, file: string): number {
  if (typeof id === 'number' && Number.isInteger(id) && id >= 0) return id;
  throw new DataFormatError(file, `the added token ${JSON.stringify(text)} has the id ${JSON.stringify(id)}; a whole number from 0 is wanted.`); // prettier-ignore
}

const rulesOf = (value: unknown) => ({
  lstrip: isTrue(value, 'lstrip'),
  rstrip: isTrue(value, 'rstrip'),
  singleWord: isTrue(value, 'single_word'),
});

const isTrue = (value: unknown, key: string): boolean =>
  typeof value === 'object' && value !== null && (value as Record<string, unknown>)[key] === true;

function textOf(value: unknown): string | undefined {
  const text = typeof value === 'object' && value !== null && 'content' in value ? value.content : value;
  return typeof text === 'string' ? text : undefined;
}
