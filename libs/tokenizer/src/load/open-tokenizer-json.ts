import { join } from 'node:path';
import { Tokenizer as Engine } from '@huggingface/tokenizers';
import { DataFormatError } from '@weitiao/core';
import { FileTokenizer } from '../file-tokenizer.js';
import { readJsonFile } from '../read-json-file.js';
import { specialToken } from '../special-tokens.js';
import type { FolderFiles } from './folder-files.js';
import type { OpenedTokenizer } from './opened-tokenizer.js';

type Content = Record<string, unknown>;

/** Files of older versions name none; the engine then tells the kind by what is there. */
const kinds = ['BPE', 'Unigram', 'WordPiece'];

/** @throws DataFormatError when tokenizer.json is cut off or of a kind that cannot be read */
export async function openTokenizerJson(files: FolderFiles): Promise<OpenedTokenizer> {
  const path = join(files.folder, 'tokenizer.json');
  const content = await readJsonFile(path, '');
  checkContent(path, content);
  const { settings, map } = files;
  const kind = String((content['model'] as Content)['type'] ?? 'tokenizer.json');
  const opened = openContent({ path, content, settings, map });
  const read = files.read.filter((name) => name !== 'added_tokens.json');
  return { ...opened, kind: `tokenizer.json, ${kind}`, files: ['tokenizer.json', ...read] };
}

interface Contents {
  readonly path: string;
  /** Of tokenizer.json. */
  readonly content: Content;
  readonly settings: Content;
  readonly map: Content | undefined;
}

/** @throws DataFormatError when the engine cannot use it */
export function openContent({ path, content, settings, map }: Contents): Pick<OpenedTokenizer, 'tokenizer' | 'added'> {
  const engine = build(path, content, settings);
  const literal = withoutSpecials(engine, content, settings);
  const special = (key: Parameters<typeof specialToken>[0]) =>
    specialToken(key, [settings, map], (text) => engine.token_to_id(text));
  const tokenizer = new FileTokenizer(path, engine, literal, {
    endOfText: special('eos_token'),
    beginOfText: special('bos_token'),
    pad: special('pad_token'),
  });
  const added = [...engine.get_added_tokens_decoder().values()];
  return { tokenizer, added: added.map(({ id, content: text, special: isSpecial }) => ({ id, text, special: isSpecial })) }; // prettier-ignore
}

function checkContent(path: string, content: Content): void {
  const required = ['model', 'added_tokens'].filter((key) => typeof content[key] !== 'object' || content[key] === null);
  if (required.length > 0) {
    const found = Object.keys(content).join(', ') || 'nothing';
    throw new DataFormatError(path, `has no "${required.join('" and no "')}". It has: ${found}.`);
  }
  const { type } = content['model'] as { type?: unknown };
  if (type !== undefined && !kinds.includes(String(type))) {
    throw new DataFormatError(
      path,
      `holds a tokenizer of kind "${String(type)}"; the kinds that can be read are ${kinds.join(', ')}.`,
    );
  }
}

function build(path: string, content: Content, settings: Content): Engine {
  try {
    // The engine tidies English spaces in what it decodes unless told not to, which would lose characters.
    return new Engine(content, {
      ...settings,
      clean_up_tokenization_spaces: settings['clean_up_tokenization_spaces'] ?? false,
    });
  } catch (cause) {
    throw new DataFormatError(path, `cannot be used as a tokenizer: ${(cause as Error).message}.`, { cause });
  }
}

/** The same vocabulary and rules, but a text is not searched for special tokens. */
function withoutSpecials(engine: Engine, content: Content, settings: Content): Engine {
  const added = (content['added_tokens'] as { special?: boolean }[]).filter(({ special }) => !special);
  const model = { type: 'BPE', vocab: {}, merges: [] };
  const literal = new Engine({ ...content, model, added_tokens: added }, settings);
  literal.model = engine.model;
  return literal;
}
