import { DataFormatError, type GgufLayout } from '@weitiao/core';
import { join } from 'node:path';
import { isRecord, parseJson } from '../../files/parse-json.js';
import { readTextIfThere } from '../../files/read-text.js';
import { bool, string, uint32, type GgufValue } from './gguf-value.js';

/** ggml's numbers of the kinds of tokens. */
const kinds = { normal: 1, control: 3, userDefined: 4, unused: 5 } as const;

/** Keys in tokenizer_config.json → in the file. */
const specials = { bos_token: 'bos', eos_token: 'eos', unk_token: 'unknown', pad_token: 'padding' } as const;

export interface TokenizerFacts {
  /** Rows of the embedding: ids that the tokenizer does not have are filled up. */
  readonly vocabulary: number;
  /** Whether the tokenizer puts its first token in front of every text. */
  readonly beginsText: boolean;
}

/**
 * The byte-level BPE tokenizer of a model folder as GGUF has it (`gpt2`).
 * @throws DataFormatError when it is of another kind, or cuts texts in a way that llama.cpp does not know by the layout's name
 */
export async function tokenizerMetadata(
  folder: string,
  { pretokenizer }: GgufLayout,
  { vocabulary, beginsText }: TokenizerFacts,
): Promise<Map<string, GgufValue>> {
  const file = join(folder, 'tokenizer.json');
  const content = (await readRecord(file)) ?? {};
  const model = isRecord(content['model']) ? content['model'] : {};
  const { vocab, merges } = model;
  if (!isRecord(vocab) || !Array.isArray(merges)) throw new DataFormatError(file, 'it is no byte-level BPE tokenizer; only such can be written into a GGUF file.'); // prettier-ignore
  checkPatterns(content['pre_tokenizer'], pretokenizer, file);

  const tokens = Array.from({ length: vocabulary }, (_, id) => `[PAD${id}]`);
  const types = new Array<number>(vocabulary).fill(kinds.unused);
  const put = (id: unknown, token: unknown, kind: number) => {
    if (typeof id !== 'number' || typeof token !== 'string' || id >= vocabulary) throw new DataFormatError(file, `token ${JSON.stringify(token)} has the id ${JSON.stringify(id)}; the model has the ids 0 to ${vocabulary - 1}.`); // prettier-ignore
    tokens[id] = token;
    types[id] = kind;
  };
  for (const [token, id] of Object.entries(vocab)) put(id, token, kinds.normal);
  const added = Array.isArray(content['added_tokens']) ? content['added_tokens'].filter(isRecord) : [];
  for (const { id, content: token, special } of added) put(id, token, special ? kinds.control : kinds.userDefined);

  return new Map<string, GgufValue>([
    ['tokenizer.ggml.model', string('gpt2')],
    ['tokenizer.ggml.pre', string(pretokenizer.name)],
    ['tokenizer.ggml.tokens', { type: 'strings', value: tokens }],
    ['tokenizer.ggml.token_type', { type: 'int32s', value: types }],
    ['tokenizer.ggml.merges', { type: 'strings', value: merges.map(mergeText) }],
    ...(await specialIds(folder, (text) => tokens.indexOf(text))),
    ['tokenizer.ggml.add_bos_token', bool(beginsText)],
    ['tokenizer.ggml.add_space_prefix', bool(false)],
    ...(await chatTemplate(folder)),
  ]);
}

const mergeText = (merge: unknown): string => (Array.isArray(merge) ? merge.join(' ') : String(merge));

/** Every regular expression of the pre-tokenizer, in order, must be one that the name stands for. */
function checkPatterns(pretokenizer: unknown, { name, patterns }: GgufLayout['pretokenizer'], file: string): void {
  const found: unknown[] = [];
  JSON.stringify(pretokenizer, (key, value: unknown) => {
    if (key === 'Regex') found.push(value);
    return value;
  });
  if (JSON.stringify(found) === JSON.stringify(patterns)) return;
  throw new DataFormatError(
    file,
    `its pre-tokenizer cuts texts by ${JSON.stringify(found)}; llama.cpp's "${name}" cuts by ${JSON.stringify(patterns)}, so it would read other tokens. Export to the Hugging Face format instead.`,
  );
}

async function specialIds(folder: string, idOf: (token: string) => number): Promise<(readonly [string, GgufValue])[]> {
  const settings = await readRecord(join(folder, 'tokenizer_config.json'));
  const map = await readRecord(join(folder, 'special_tokens_map.json'));
  return Object.entries(specials).flatMap(([key, name]) => {
    const text = [settings, map].map((each) => textOf(each?.[key])).find((each) => each !== undefined);
    const id = text === undefined ? -1 : idOf(text);
    return id < 0 ? [] : [[`tokenizer.ggml.${name}_token_id`, uint32(id)] as const];
  });
}

const textOf = (value: unknown): string | undefined => {
  const text = isRecord(value) ? value['content'] : value;
  return typeof text === 'string' ? text : undefined;
};

async function chatTemplate(folder: string): Promise<(readonly [string, GgufValue])[]> {
  const own = await readTextIfThere(join(folder, 'chat_template.jinja'));
  const settings = await readRecord(join(folder, 'tokenizer_config.json'));
  const text = own ?? textOf(settings?.['chat_template']);
  return text === undefined ? [] : [['tokenizer.chat_template', string(text)]];
}

async function readRecord(file: string): Promise<Record<string, unknown> | undefined> {
  const text = await readTextIfThere(file);
  const content = text === undefined ? undefined : parseJson(text, file);
  return isRecord(content) ? content : undefined;
}
