import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFormatError } from '@weitiao/core';
import type { AddedToken } from '../codec/added-token.js';
import { checkVocab, readMerges } from '../byte-pairs/read-merges.js';
import { readJsonFile } from '../read-json-file.js';
import { kindNames, type FolderFiles } from './folder-files.js';
import { gatherAdded, namedToken } from './gather-added.js';
import { openContent } from './open-tokenizer-json.js';
import type { OpenedTokenizer } from './opened-tokenizer.js';

/** Digits one by one, and words as Qwen 2 cuts them. */
const qwenWords =
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

interface MergesFamily {
  readonly name: string;
  readonly matches: RegExp;
  readonly isQwen: boolean;
  /** Special tokens by role where the folder names none. */
  readonly defaults: Readonly<Record<string, string>>;
}

const END = '<|endoftext|>';
const families: readonly MergesFamily[] = [
  { name: 'Qwen2', matches: /^qwen[23]/, isQwen: true, defaults: { eos_token: END, pad_token: END } },
  { name: 'GPT-2', matches: /^(gpt2|moss|codegen)/, isQwen: false, defaults: { bos_token: END, eos_token: END } },
];

/**
 * vocab.json and merges.txt: GPT-2, MOSS, Qwen 2 to 3. They become the content of a tokenizer.json, as in transformers.
 * @throws DataFormatError when a file is damaged or absent, the two do not fit, or nothing names the family
 */
export async function openMerges(files: FolderFiles): Promise<OpenedTokenizer> {
  const [path, mergesPath] = [join(files.folder, 'vocab.json'), join(files.folder, 'merges.txt')];
  const names = kindNames(files);
  const family = families.find(({ matches }) => names.some((name) => matches.test(name)));
  if (!family) throw unknownFamily(path, names);
  const vocab = await readJsonFile(path, '');
  checkVocab(path, vocab);
  const merges = readMerges(mergesPath, await readFile(mergesPath, 'utf8'), vocab);
  const base = { size: Object.keys(vocab).length, idOf: (token: string) => (Object.hasOwn(vocab, token) ? vocab[token] : undefined) }; // prettier-ignore
  const added = gatherAdded(files, base, family.defaults);
  const { settings, map } = files;
  const opened = openContent({
    path,
    content: {
      added_tokens: added.map(({ singleWord, inText: _, text, ...token }) => ({ ...token, content: text, single_word: singleWord, normalized: false })), // prettier-ignore
      model: { type: 'BPE', vocab, merges, unk_token: null },
      ...(family.isQwen ? qwenParts : gptParts(settings['add_prefix_space'] === true)),
      decoder: { type: 'ByteLevel' },
      post_processor: settings['add_bos_token'] === true ? before(added, namedToken(files, 'bos_token')) : null,
    },
    settings: { ...family.defaults, ...map, ...settings },
    map: undefined,
  });
  return { ...opened, kind: `byte-level BPE, cut as ${family.name}`, files: ['vocab.json', 'merges.txt', ...files.read] }; // prettier-ignore
}

/** Puts a token in front of every text. */
function before(added: readonly AddedToken[], text = END) {
  const { id } = added.find((token) => token.text === text) ?? {};
  const single = [{ SpecialToken: { id: text, type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }];
  const specials = { [text]: { id: text, ids: [id], tokens: [text] } };
  return { type: 'TemplateProcessing', single, pair: [], special_tokens: specials };
}

const qwenParts = {
  normalizer: { type: 'NFC' },
  pre_tokenizer: {
    type: 'Sequence',
    pretokenizers: [
      { type: 'Split', pattern: { Regex: qwenWords }, behavior: 'Isolated', invert: false },
      { type: 'ByteLevel', add_prefix_space: false, use_regex: false },
    ],
  },
};

const gptParts = (addPrefixSpace: boolean) => ({
  normalizer: null,
  pre_tokenizer: { type: 'ByteLevel', add_prefix_space: addPrefixSpace, use_regex: true },
});

function unknownFamily(path: string, names: readonly string[]): DataFormatError {
  const told = names.length > 0 ? `name ${names.map((name) => `"${name}"`).join(', ')}` : 'tell no kind';
  return new DataFormatError(
    path,
    `stands beside merges.txt, and the other files ${told}, so it is open how a text is cut into words. Known are GPT2Tokenizer, MossTokenizer, ` +
      'CodeGenTokenizer and Qwen2Tokenizer: add tokenizer_config.json with one of them as "tokenizer_class"; or write a tokenizer.json.',
  );
}
