import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DataFormatError } from '@weitiao/core';
import { modelFolders, type FileContent } from '../__fixtures__/model-folders.js';
import { loadTokenizer } from '../load-tokenizer.js';

const { folder, fixture } = modelFolders();

async function message(files: Readonly<Record<string, FileContent>>): Promise<string> {
  const path = folder(files);
  const error: unknown = await loadTokenizer(path).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DataFormatError);
  return (error as DataFormatError).message.replaceAll(path, 'model');
}

const llama = { 'tokenizer_config.json': { tokenizer_class: 'LlamaTokenizer' } };
const model = fixture('bpe.model');
const ranks = readFileSync(fixture('ranks.tiktoken'), 'utf8');
const vocab = JSON.parse(readFileSync(fixture('vocab.json'), 'utf8')) as Record<string, number>;
const merges = readFileSync(fixture('merges.txt'), 'utf8');

describe('a folder', () => {
  it('that is not there, is a file, or holds nothing that a tokenizer is read from, is named', async () => {
    const path = folder({ 'README.md': '' });
    const absent = loadTokenizer(join(path, 'absent'));
    await expect(absent).rejects.toThrow(`${join(path, 'absent')}: there is no such folder.`);
    const file = loadTokenizer(join(path, 'README.md'));
    await expect(file).rejects.toThrow(`${join(path, 'README.md')}: there is no such folder.`);
    expect(await message({})).toMatch(/ that a tokenizer can be read from\. A model folder needs one of: /);
  });
});

describe('a sentencepiece model', () => {
  it('that nothing says the use of is refused with what would say it', async () => {
    expect(await message({ 'tokenizer.model': model })).toBe(
      'model/tokenizer.model: is a sentencepiece model, but no file beside it tells how it is used, so it is open what is put before a text. ' +
        'Add "tokenizer_class" (LlamaTokenizer, say) or "add_bos_token" to tokenizer_config.json.',
    );
    expect(await message({ 'tokenizer.model': model, 'tokenizer_config.json': { tokenizer_class: 'T5Tokenizer' } })).toMatch(/the files beside it name "t5tokenizer", so it is open/); // prettier-ignore
  });

  it('that was cut off, or is none, is named', async () => {
    const bytes = readFileSync(model);
    expect(await message({ 'tokenizer.model': bytes.subarray(0, 3000), ...llama })).toMatch(/^model\/tokenizer.model: (is no sentencepiece model, or was cut off|has pieces but no)/); // prettier-ignore
    expect(await message({ 'tokenizer.model': 'hello', ...llama })).toMatch(/^model\/tokenizer.model: is no sentencepiece model/); // prettier-ignore
  });

  it('refuses added tokens with one id, with no id, without text', async () => {
    const added = (tokens: object) => message({ 'tokenizer.model': model, 'added_tokens.json': tokens, ...llama });
    expect(await added({ 甲: 520, 乙: 520 })).toBe('model: gives the id 520 to two added tokens, "甲" and "乙".');
    expect(await added({ 甲: '520' })).toBe('model/added_tokens.json: the added token "甲" has the id "520"; a whole number from 0 is wanted.'); // prettier-ignore
    const settings = { tokenizer_class: 'LlamaTokenizer', added_tokens_decoder: { 520: { special: true } } };
    expect(await message({ 'tokenizer.model': model, 'tokenizer_config.json': settings })).toBe('model/tokenizer_config.json: added_tokens_decoder has no text for the id 520.'); // prettier-ignore
  });

  it('ice_text.model that is none, or whose ids begin nowhere, is named', async () => {
    expect(await message({ 'ice_text.model': model, 'config.json': { vocab_size: 130528 } })).toMatch(/has no piece \[gMASK\], <sop>, <eop>;/); // prettier-ignore
    expect(await message({ 'ice_text.model': fixture('ice_text.model') })).toMatch(/says where its ids begin. Add "num_image_tokens": 0, or 20000/); // prettier-ignore
  });
});

describe('a file of ranks', () => {
  const first = (changed: string) => message({ 'tokenizer.model': changed, ...llama });

  it('with a damaged line names it', async () => {
    expect(await first(`${ranks}IQ=\n`)).toBe('model/tokenizer.model line 521: "IQ=" is no token in base64 and its rank. Was the file cut off?'); // prettier-ignore
    expect(await first(`${ranks}I*== 520\n`)).toBe('model/tokenizer.model line 521: "I*==" is not base64.');
    expect(await first(`${ranks}IQ== 520\n`)).toMatch(/line 521: the token has the rank \d+ already.$/);
    expect(await first(`${ranks}5LuK5aSp5LuK5aSp 519\n`)).toBe('model/tokenizer.model line 521: the rank 519 is taken by an earlier line.'); // prettier-ignore
  });

  it('with missing bytes or ranks says so', async () => {
    const lines = ranks.split('\n');
    expect(await first(lines.filter((line) => !line.startsWith('IQ== ')).join('\n'))).toBe('model/tokenizer.model: has no token for the byte 0x21; it must have all 256.'); // prettier-ignore
    expect(await first(lines.filter((line) => !line.endsWith(' 400')).join('\n'))).toBe('model/tokenizer.model: has 519 tokens and none with the rank 400; the ranks must go from 0 without a hole.'); // prettier-ignore
  });

  it('that ends too early is found by the tokens that are added to it', async () => {
    const short = ranks.split('\n').slice(0, 500).join('\n');
    const decoder = {
      tokenizer_class: 'LlamaTokenizer',
      added_tokens_decoder: { 520: { content: '<|begin_of_text|>' } },
    };
    expect(await message({ 'tokenizer.model': short, 'tokenizer_config.json': decoder })).toBe('model/tokenizer.model: has 500 ranks, but the tokens that are added begin with the id 520. Was the file cut off?'); // prettier-ignore
    expect(await message({ 'tokenizer.model': short, 'config.json': { model_type: 'llama', bos_token_id: 128000 } })).toBe('model/tokenizer.model: has 500 ranks and 256 tokens added to them; the id 128000 that config.json names is none of these. Was the file cut off?'); // prettier-ignore
  });

  it('of no known family is refused with what would tell it', async () => {
    expect(await message({ 'tokenizer.model': ranks })).toMatch(/the files beside it tell no kind, so it is open how a text is cut into words. Known are GLM-4, Qwen, LLaMA-3: add/); // prettier-ignore
  });
});

describe('vocab.json and merges.txt', () => {
  const gpt2 = { 'tokenizer_config.json': { tokenizer_class: 'GPT2Tokenizer' } };
  const changed = (tokens: Record<string, unknown>, lines = merges) =>
    message({ 'vocab.json': tokens, 'merges.txt': lines, ...gpt2 });

  it('that do not fit each other are refused by the line', async () => {
    expect(await changed(vocab, `${merges}nobody knows\n`)).toMatch(/merges.txt line \d+: names the token "nobody", which vocab.json does not have.$/); // prettier-ignore
    expect(await changed(vocab, `${merges}half\n`)).toMatch(/merges.txt line \d+: "half" is no merge; two tokens/);
  });

  it('with two tokens of one id, no id or a hole are refused', async () => {
    expect(await changed({ ...vocab, 二: 5 })).toMatch(
      /^model\/vocab.json: the tokens ".+" and "二" both have the id 5.$/,
    );
    expect(await changed({ ...vocab, 二: -5 })).toMatch(
      /the token "二" has the id -5; a whole number from 0 is wanted.$/,
    );
    expect(await changed({ ...vocab, 二: 900 })).toMatch(/has no token with the id 520, but larger ids; a hole/);
  });

  it('of no known family, or one without the other, are refused', async () => {
    expect(await message({ 'vocab.json': vocab, 'merges.txt': merges })).toMatch(/^model\/vocab.json: stands beside merges.txt, and the other files tell no kind/); // prettier-ignore
    expect(await message({ 'vocab.json': vocab, ...gpt2 })).toMatch(/^model\/tokenizer.json: no such file, and no other .* There is only tokenizer_config.json, vocab.json. A model folder needs one of: /); // prettier-ignore
  });
});
