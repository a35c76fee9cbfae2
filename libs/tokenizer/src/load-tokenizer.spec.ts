import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataFormatError } from '@weitiao/core';
import fc from 'fast-check';
import { modelFolder } from './__fixtures__/folders.js';
import { loadTokenizer } from './load-tokenizer.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weitiao-tokenizer-'));
  for (const file of ['tokenizer.json', 'tokenizer_config.json']) await cp(join(modelFolder, file), join(folder, file));
});
afterEach(() => rm(folder, { recursive: true }));

async function edit(file: string, change: (content: Record<string, any>) => unknown): Promise<void> {
  const content = JSON.parse(await readFile(join(folder, file), 'utf8')) as Record<string, any>;
  await writeFile(join(folder, file), JSON.stringify(change(content)));
}

describe('loadTokenizer', () => {
  it('knows the special tokens and the size of the vocabulary', async () => {
    const tokenizer = await loadTokenizer(folder);
    expect(tokenizer.vocabulary).toBe(8000);
    expect(tokenizer.endOfText).toEqual({ id: 2, text: '</s>' });
    expect(tokenizer.beginOfText).toEqual({ id: 1, text: '<s>' });
    expect(tokenizer.pad).toEqual({ id: 3, text: '<pad>' });
    expect(tokenizer.beforeText).toEqual([]);
    expect(tokenizer.token(2)).toBe('</s>');
  });

  it('finds the id of a token by its text', async () => {
    const tokenizer = await loadTokenizer(folder);
    expect([tokenizer.idOf('</s>'), tokenizer.idOf('<|im_end|>')]).toEqual([2, undefined]);
  });

  it('reads special tokens that are written as objects', async () => {
    await edit('tokenizer_config.json', (settings) => ({
      ...settings,
      eos_token: { content: '<pad>', lstrip: false },
    }));
    expect((await loadTokenizer(folder)).endOfText).toEqual({ id: 3, text: '<pad>' });
  });

  it('takes special tokens from special_tokens_map.json where the settings name none', async () => {
    await rm(join(folder, 'tokenizer_config.json'));
    await writeFile(join(folder, 'special_tokens_map.json'), '{"eos_token": "</s>"}');
    const tokenizer = await loadTokenizer(folder);
    expect(tokenizer.endOfText).toEqual({ id: 2, text: '</s>' });
    expect(tokenizer.pad).toBeUndefined();
  });

  it('names no special token that the vocabulary lacks', async () => {
    await edit('tokenizer_config.json', (settings) => ({ ...settings, eos_token: '<|endoftext|>' }));
    expect((await loadTokenizer(folder)).endOfText).toBeUndefined();
  });

  it('tells what is put in front of a text from what is put behind it', async () => {
    await edit('tokenizer.json', (content) => ({
      ...content,
      post_processor: {
        type: 'TemplateProcessing',
        single: [
          { SpecialToken: { id: '<s>', type_id: 0 } },
          { Sequence: { id: 'A', type_id: 0 } },
          { SpecialToken: { id: '</s>', type_id: 0 } },
        ],
        pair: [],
        special_tokens: {
          '<s>': { id: '<s>', ids: [1], tokens: ['<s>'] },
          '</s>': { id: '</s>', ids: [2], tokens: ['</s>'] },
        },
      },
    }));
    const tokenizer = await loadTokenizer(folder);
    expect(tokenizer.beforeText).toEqual([1]);
    expect(tokenizer.encode('你好', { specials: true })).toEqual([1, ...tokenizer.encode('你好'), 2]);
  });

  it('takes special tokens in a text for text where that is asked for', async () => {
    await edit('tokenizer.json', (content) => ({
      ...content,
      post_processor: {
        type: 'TemplateProcessing',
        single: [{ SpecialToken: { id: '<s>', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
        pair: [],
        special_tokens: { '<s>': { id: '<s>', ids: [1], tokens: ['<s>'] } },
      },
    }));
    const tokenizer = await loadTokenizer(folder);
    expect(tokenizer.encode('你好</s>')).toEqual([...tokenizer.encode('你好'), 2]);
    const literal = tokenizer.encode('你好</s><s>', { parseSpecials: false });
    expect(literal.filter((id) => id < 4)).toEqual([]);
    expect(tokenizer.decode(literal)).toBe('你好</s><s>');
    expect(tokenizer.encode('你好</s><s>', { parseSpecials: false, specials: true })).toEqual([1, ...literal]);
  });

  it('leaves English spaces as they are when it decodes', async () => {
    const tokenizer = await loadTokenizer(folder);
    expect(tokenizer.decode(tokenizer.encode("do n't , is it ? 's .", {}))).toBe("do n't , is it ? 's .");
  });

  it('decodes nothing, ids of no token and specials alone to nothing', async () => {
    const tokenizer = await loadTokenizer(folder);
    expect(tokenizer.decode([])).toBe('');
    expect(tokenizer.decode([8000, 123456])).toBe('');
    expect(tokenizer.decode([2, 3], { skipSpecials: true })).toBe('');
  });

  it('gives back every text that it encodes, in ids of the vocabulary', async () => {
    const tokenizer = await loadTokenizer(folder);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const ids = tokenizer.encode(text);
        expect(tokenizer.decode(ids)).toBe(text);
        expect(ids.every((id) => id >= 0 && id < tokenizer.vocabulary)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a folder that cannot be read', () => {
  const message = async () => {
    const error: unknown = await loadTokenizer(folder).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(DataFormatError);
    return (error as DataFormatError).message.replace(folder, 'model');
  };

  it('without tokenizer.json says what is needed and how to get it', async () => {
    await rm(join(folder, 'tokenizer.json'));
    expect(await message()).toMatch(
      /^model\/tokenizer.json: no such file, .* A model folder needs one of: .*save_pretrained/,
    );
  });

  it('with a file that was cut off says so', async () => {
    const content = await readFile(join(folder, 'tokenizer.json'), 'utf8');
    await writeFile(join(folder, 'tokenizer.json'), content.slice(0, 5000));
    expect(await message()).toMatch(/^model\/tokenizer.json: is not JSON: .*cut off\?$/s);
  });

  it('with something else under that name says what it holds', async () => {
    await writeFile(join(folder, 'tokenizer.json'), '{"vocab": {}, "version": 1}');
    expect(await message()).toBe('model/tokenizer.json: has no "model" and no "added_tokens". It has: vocab, version.');
    await writeFile(join(folder, 'tokenizer.json'), '[]');
    expect(await message()).toBe('model/tokenizer.json: is not a JSON object.');
  });

  it('with a kind of tokenizer that nobody knows says so', async () => {
    await edit('tokenizer.json', (content) => ({ ...content, model: { ...content['model'], type: 'WordLevel' } }));
    expect(await message()).toMatch(/holds a tokenizer of kind "WordLevel"; the kinds that can be read are BPE, /);
  });

  it('with parts that the engine cannot build says why', async () => {
    await edit('tokenizer.json', (content) => ({ ...content, pre_tokenizer: { type: 'Mystery' } }));
    expect(await message()).toMatch(
      /^model\/tokenizer.json: cannot be used as a tokenizer: Unknown PreTokenizer type: Mystery/,
    );
  });

  it('with broken settings names that file', async () => {
    await writeFile(join(folder, 'tokenizer_config.json'), '{');
    expect(await message()).toMatch(/^model\/tokenizer_config.json: is not JSON/);
  });

  it('refuses to name a token that is not there', async () => {
    const tokenizer = await loadTokenizer(folder);
    expect(() => tokenizer.token(8000)).toThrow('has no token 8000; its ids end at 7999.');
  });
});
