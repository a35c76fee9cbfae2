import { join } from 'node:path';
import { Tokenizer as Engine } from '@huggingface/tokenizers';
import { DataFormatError } from '@weitiao/core';
import { FileTokenizer } from './file-tokenizer.js';
import { readJsonFile, readOptionalJsonFile } from './read-json-file.js';
import { specialToken } from './special-tokens.js';
import type { Tokenizer } from './tokenizer.js';

const purpose =
  'A model folder needs the tokenizer in the tokenizer.json format; transformers writes one with AutoTokenizer.from_pretrained(…).save_pretrained(…).';

/** Files of older versions name none; the engine then tells the kind by what is there. */
const kinds = ['BPE', 'Unigram', 'WordPiece'];

/**
 * The tokenizer of a model folder: tokenizer.json, and tokenizer_config.json and special_tokens_map.json where they are there.
 * @throws DataFormatError when tokenizer.json is absent, cut off or of a kind that cannot be read
 */
export async function loadTokenizer(folder: string): Promise<Tokenizer> {
  const path = join(folder, 'tokenizer.json');
  const content = await readJsonFile(path, purpose);
  const settings = await readOptionalJsonFile(join(folder, 'tokenizer_config.json'));
  const map = await readOptionalJsonFile(join(folder, 'special_tokens_map.json'));
  const engine = build(path, content, settings ?? {});
  const literal = withoutSpecials(engine, content, settings ?? {});
  const special = (key: Parameters<typeof specialToken>[0]) =>
    specialToken(key, [settings, map], (text) => engine.token_to_id(text));
  return new FileTokenizer(path, engine, literal, {
    endOfText: special('eos_token'),
    beginOfText: special('bos_token'),
    pad: special('pad_token'),
  });
}

function build(path: string, content: Record<string, unknown>, settings: Record<string, unknown>): Engine {
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
function withoutSpecials(engine: Engine, content: Record<string, unknown>, settings: Record<string, unknown>): Engine {
  const added = (content['added_tokens'] as { special?: boolean }[]).filter(({ special }) => !special);
  const model = { type: 'BPE', vocab: {}, merges: [] };
  const literal = new Engine({ ...content, model, added_tokens: added }, settings);
  literal.model = engine.model;
  return literal;
}
