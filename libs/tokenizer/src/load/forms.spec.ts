import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { bloomIds } from '../__fixtures__/bloom-ids.js';
import { hasShared, sharedFile, withShared } from '../__fixtures__/folders.js';
import { digest, realTexts, type RealTexts } from '../__fixtures__/real-texts.js';
import { modelFolders } from '../__fixtures__/model-folders.js';
import { loadTokenizer } from '../load-tokenizer.js';
import type { Tokenizer } from '../tokenizer.js';

interface Forms {
  readonly cases: readonly {
    readonly name: string;
    readonly texts: readonly { text: string; ids: number[]; literal?: number[]; decoded?: string }[];
  }[];
  readonly real: readonly { readonly name: string; readonly files: readonly RealTexts[] }[];
}

/** Written by tools/fixtures/tokenizer_forms.py. */
const forms = JSON.parse(readFileSync(join(import.meta.dirname, '__fixtures__', 'forms.json'), 'utf8')) as Forms;
const { folder, fixture } = modelFolders();
const llama = { tokenizer_class: 'LlamaTokenizer', bos_token: '<s>', eos_token: '</s>', unk_token: '<unk>' };

const specialsOf: Record<string, readonly string[]> = {
  'llama-3': ['<|begin_of_text|>', '<|end_of_text|>'],
  'glm-4': [
    '<|endoftext|>',
    '[MASK]',
    '[gMASK]',
    '[sMASK]',
    '<sop>',
    '<eop>',
    '<|system|>',
    '<|user|>',
    '<|assistant|>',
  ],
  qwen: ['<|endoftext|>', '<|im_start|>', '<|im_end|>', '<|extra_0|>'],
};
const decoder = (name: string, size: number) =>
  Object.fromEntries(specialsOf[name]!.map((content, index) => [size + index, { content, special: true }]));

const folders: Record<string, () => string> = {
  'llama-3': () => folder({ 'tokenizer.model': fixture('ranks.tiktoken'), 'tokenizer_config.json': { tokenizer_class: 'LlamaTokenizer', added_tokens_decoder: decoder('llama-3', 520) } }), // prettier-ignore
  'glm-4': () => folder({ 'tokenizer.model': fixture('ranks.tiktoken'), 'tokenizer_config.json': { tokenizer_class: 'ChatGLM4Tokenizer', added_tokens_decoder: decoder('glm-4', 520) } }), // prettier-ignore
  qwen: () => folder({ 'qwen.tiktoken': fixture('ranks.tiktoken'), 'tokenizer_config.json': { tokenizer_class: 'QWenTokenizer' } }), // prettier-ignore
  GPT2Tokenizer: () => folder({ 'vocab.json': fixture('vocab.json'), 'merges.txt': fixture('merges.txt'), 'config.json': { model_type: 'gpt2' } }), // prettier-ignore
  Qwen2Tokenizer: () => folder({ 'vocab.json': fixture('vocab.json'), 'merges.txt': fixture('merges.txt'), 'tokenizer_config.json': { tokenizer_class: 'Qwen2Tokenizer' } }), // prettier-ignore
  'ice_text 0': () => folder({ 'ice_text.model': fixture('ice_text.model'), 'tokenizer_config.json': { tokenizer_class: 'ChatGLMTokenizer', num_image_tokens: 0 } }), // prettier-ignore
  'ice_text 20000': () => folder({ 'ice_text.model': fixture('ice_text.model'), 'config.json': { model_type: 'chatglm', vocab_size: 150528 } }), // prettier-ignore
  legacy: () => folder({ 'tokenizer.model': fixture('bpe.model'), 'tokenizer_config.json': llama }),
  'not legacy': () => folder({ 'tokenizer.model': fixture('bpe.model'), 'tokenizer_config.json': { ...llama, legacy: false } }), // prettier-ignore
};

describe.each(forms.cases)('ids as the reference gives them: $name', ({ name, texts }) => {
  let tokenizer: Tokenizer;
  beforeAll(async () => (tokenizer = await loadTokenizer(folders[name]!())));

  it.each(texts)('$text', ({ text, ids, literal, decoded }) => {
    const specials = /legacy/.test(name);
    expect(tokenizer.encode(text, { specials })).toEqual(ids);
    if (literal) expect(tokenizer.encode(text, { parseSpecials: false })).toEqual(literal);
    if (decoded !== undefined) expect(tokenizer.decode(ids)).toBe(decoded);
  });
});

describe.each(forms.real)('real texts by LLaMA’s model, $name', ({ name, files }) => {
  const run = hasShared ? it : it.skip;
  let tokenizer: Tokenizer;
  beforeAll(async () => {
    if (!hasShared) return;
    const settings = { ...llama, legacy: name === 'legacy' };
    tokenizer = await loadTokenizer(folder({ 'tokenizer.model': sharedFile('data/llama2.c/tokenizer.model'), 'tokenizer_config.json': settings })); // prettier-ignore
  });

  for (const file of files) {
    run(withShared(`have the same ids: ${file.count} ${file.texts} of ${file.file}`), () => {
      const texts = realTexts(sharedFile(`data/${file.file}`), file, bloomIds.longest, bloomIds.odd);
      const rows = texts.map((text) => tokenizer.encode(text, { specials: true }));
      const { block } = bloomIds;
      const blocks = file.blocks.map((_, index) => digest(rows.slice(index * block, (index + 1) * block)));
      expect(rows.reduce((sum, ids) => sum + ids.length, 0)).toBe(file.tokens);
      expect(blocks).toEqual(file.blocks);
      // What was put in front and blanks at the places where it is put are all that decoding does not give back.
      rows.slice(0, 300).forEach((ids, index) => {
        expect(tokenizer.decode(ids, { skipSpecials: true })).toBe(texts[index]!.replaceAll('</s>', ''));
      });
    });
  }
});
