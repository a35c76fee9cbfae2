import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { modelFolders } from '../__fixtures__/model-folders.js';
import { loadTokenizer, openTokenizer } from '../load-tokenizer.js';

const { folder, fixture } = modelFolders();
const model = fixture('bpe.model');
const tokenizerOf = (settings: object, others: Record<string, object> = {}) =>
  loadTokenizer(folder({ 'tokenizer.model': model, 'tokenizer_config.json': settings, ...others }));

describe('what stands beside a sentencepiece model', () => {
  it('puts the first token before every text, unless the settings say otherwise', async () => {
    const byDefault = await tokenizerOf({ tokenizer_class: 'LlamaTokenizerFast' });
    expect(byDefault.beforeText).toEqual([1]);
    expect(byDefault.encode('好', { specials: true })).toEqual([1, ...byDefault.encode('好')]);
    const never = await tokenizerOf({ tokenizer_class: 'BaichuanTokenizer', add_bos_token: false });
    expect(never.encode('好', { specials: true })).toEqual(never.encode('好'));
    const both = await tokenizerOf({ add_bos_token: true, add_eos_token: true });
    expect(both.encode('好', { specials: true })).toEqual([1, ...both.encode('好'), 2]);
    expect(both.encode('好</s>', { specials: true, parseSpecials: false }).filter((id) => id === 2)).toHaveLength(1);
  });

  it('takes the special tokens of the model file where the settings name none, or nothing', async () => {
    const tokenizer = await tokenizerOf({ tokenizer_class: 'LLaMATokenizer', bos_token: '', eos_token: '' });
    expect(tokenizer.beginOfText).toEqual({ id: 1, text: '<s>' });
    expect(tokenizer.endOfText).toEqual({ id: 2, text: '</s>' });
    expect(tokenizer.pad).toBeUndefined();
  });

  it('gives tokens their ids: by added_tokens_decoder, added_tokens.json, or the next that is free', async () => {
    const tokenizer = await tokenizerOf(
      {
        tokenizer_class: 'InternLM2Tokenizer',
        eos_token: '<|im_end|>',
        pad_token: { content: '[PAD]', lstrip: true },
        added_tokens_decoder: { 510: { content: '<|im_end|>', special: true } },
      },
      { 'added_tokens.json': { 新词: 520 } },
    );
    expect(tokenizer.endOfText).toEqual({ id: 510, text: '<|im_end|>' });
    expect(tokenizer.pad).toEqual({ id: 521, text: '[PAD]' });
    expect(tokenizer.vocabulary).toBe(522);
    expect(tokenizer.token(520)).toBe('新词');
    expect(tokenizer.idOf('[PAD]')).toBe(521);
    expect(tokenizer.encode('新词[PAD]<|im_end|>')).toEqual([520, 521, 510]);
    expect(tokenizer.encode('新词[PAD]<|im_end|>', { parseSpecials: false }).slice(0, 1)).toEqual([520]);
    expect(tokenizer.decode([520, 521, 510], { skipSpecials: true })).toBe('新词');
    // lstrip: the blank before it goes with it.
    expect(tokenizer.encode('好 [PAD]')).toEqual([...tokenizer.encode('好'), 521]);
  });

  it('keeps the blank in front away where the settings say so', async () => {
    const tokenizer = await tokenizerOf({ tokenizer_class: 'LlamaTokenizer', add_prefix_space: false });
    expect(tokenizer.token(tokenizer.encode('今天')[0]!)).not.toMatch(/^▁/);
    expect(tokenizer.decode(tokenizer.encode(' 今天'))).toBe(' 今天');
  });

  it('finds words that stand alone only between blanks', async () => {
    const tokenizer = await tokenizerOf({
      tokenizer_class: 'LlamaTokenizer',
      added_tokens_decoder: { 520: { content: 'am', single_word: true } },
    });
    expect(tokenizer.encode('I am')).toContain(520);
    expect(tokenizer.encode('same')).not.toContain(520);
  });
});

describe('ChatGLM2 and ChatGLM3', () => {
  const open = () => openTokenizer(folder({ 'tokenizer.model': model, 'tokenizer_config.json': { tokenizer_class: 'ChatGLMTokenizer' } })); // prettier-ignore

  it('have their special tokens behind the pieces', async () => {
    const { tokenizer, kind, added } = await open();
    expect(kind).toBe('sentencepiece, BPE with byte fallback, specials of ChatGLM2 and 3');
    expect(tokenizer.beforeText).toEqual([521, 523]);
    expect(tokenizer.endOfText).toEqual({ id: 2, text: '</s>' });
    expect(tokenizer.pad).toEqual({ id: 0, text: '<unk>' });
    expect(tokenizer.vocabulary).toBe(529);
    expect(tokenizer.idOf('<|assistant|>')).toBe(527);
    expect(added.map(({ text }) => text)).toContain('sop');
  });

  it('cut no word because "sop" stands in it, and take roles for text where that is asked for', async () => {
    const { tokenizer } = await open();
    const philosophy = tokenizer.encode('philosophy');
    expect(tokenizer.decode(philosophy)).toBe('philosophy');
    expect(philosophy).not.toContain(523);
    expect(tokenizer.encode('[gMASK]sop<|user|>')).toEqual([521, 523, 526]);
    expect(tokenizer.encode('<|user|>')).toEqual([526]);
    expect(tokenizer.encode('<|user|>', { parseSpecials: false })).not.toContain(526);
  });
});

describe('ranks of tiktoken', () => {
  it('get the special tokens of their family where no file names them', async () => {
    const ranks = fixture('ranks.tiktoken');
    const llama = await loadTokenizer(folder({ 'tokenizer.model': ranks, 'params.json': '{}' }));
    expect(llama.vocabulary).toBe(520 + 256);
    expect(llama.beforeText).toEqual([520]);
    expect(llama.endOfText).toEqual({ id: 521, text: '<|end_of_text|>' });
    expect(['<|start_header_id|>', '<|eot_id|>', '<|reserved_special_token_250|>'].map((text) => llama.idOf(text))).toEqual([526, 529, 775]); // prettier-ignore
    const later = await loadTokenizer(folder({ 'tokenizer.model': ranks, 'config.json': { model_type: 'llama', rope_scaling: {} } })); // prettier-ignore
    expect(['<|eom_id|>', '<|eot_id|>', '<|python_tag|>', '<|reserved_special_token_246|>'].map((text) => later.idOf(text))).toEqual([528, 529, 530, 775]); // prettier-ignore
    const glm = await loadTokenizer(folder({ 'tokenizer.model': ranks, 'config.json': { model_type: 'chatglm' } }));
    expect(glm.beforeText).toEqual([522, 524]);
    expect(glm.idOf('<|observation|>')).toBe(529);
    const qwen = await loadTokenizer(folder({ 'qwen.tiktoken': ranks }));
    expect(qwen.vocabulary).toBe(520 + 208);
    expect(qwen.encode('e\u0301')).toEqual(qwen.encode('\u00e9'));
  });

  it('give back every text', async () => {
    const tokenizer = await loadTokenizer(
      folder({ 'tokenizer.model': fixture('ranks.tiktoken'), 'params.json': '{}' }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
      }),
    );
  });
});

describe('vocab.json with merges.txt', () => {
  const open = (settings: object) =>
    loadTokenizer(folder({ 'vocab.json': fixture('vocab.json'), 'merges.txt': fixture('merges.txt'), 'tokenizer_config.json': settings })); // prettier-ignore

  it('gets the end of text of its family, an id behind the vocabulary where that lacks it', async () => {
    const tokenizer = await open({ tokenizer_class: 'MossTokenizer' });
    expect(tokenizer.endOfText).toEqual({ id: 520, text: '<|endoftext|>' });
    expect(tokenizer.beforeText).toEqual([]);
    expect(tokenizer.encode('好<|endoftext|>').at(-1)).toBe(520);
    expect(tokenizer.encode('好<|endoftext|>', { parseSpecials: false })).not.toContain(520);
  });

  it('puts the first token in front where the settings say so', async () => {
    const tokenizer = await open({ tokenizer_class: 'GPT2Tokenizer', add_bos_token: true });
    expect(tokenizer.beforeText).toEqual([520]);
    expect(tokenizer.encode('好', { specials: true })).toEqual([520, ...tokenizer.encode('好')]);
  });
});

describe('ChatGLM-6B', () => {
  it('puts its tokens behind a text, and counts ids from behind those of images', async () => {
    const file = fixture('ice_text.model');
    const config = { 'config.json': { model_type: 'chatglm', vocab_size: 150528 } };
    const { tokenizer, kind } = await openTokenizer(folder({ 'ice_text.model': file, ...config }));
    const [mask, begin] = ['[gMASK]', '<sop>'].map((text) => tokenizer.idOf(text)!);
    expect(mask).toBeGreaterThan(20_000);
    expect(tokenizer.encode('好', { specials: true })).toEqual([...tokenizer.encode('好'), mask, begin]);
    expect(tokenizer.endOfText?.text).toBe('<eop>');
    expect(kind).toContain('ChatGLM-6B');
    expect(tokenizer.token(3)).toBe('<image_3>');
    expect(tokenizer.decode([3, ...tokenizer.encode('一\n\n\t  二')])).toBe('一\n\n\t  二');
  });
});

describe('which file is read', () => {
  it('is tokenizer.json before all others, and what was read is told', async () => {
    const json = readFileSync(new URL('../../../../examples/quickstart/model/tokenizer.json', import.meta.url), 'utf8');
    const { kind, files } = await openTokenizer(folder({ 'tokenizer.json': json, 'tokenizer.model': model, 'added_tokens.json': {} })); // prettier-ignore
    expect({ kind, files }).toEqual({ kind: 'tokenizer.json, BPE', files: ['tokenizer.json'] });
    const old = await openTokenizer(folder({ 'tokenizer.model': model, 'config.json': { model_type: 'llama' }, 'special_tokens_map.json': {} })); // prettier-ignore
    expect(old.kind).toBe('sentencepiece, BPE with byte fallback');
    expect(old.files).toEqual(['tokenizer.model', 'special_tokens_map.json']);
  });
});
