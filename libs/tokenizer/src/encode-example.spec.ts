import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataFormatError } from '@weitiao/core';
import fc from 'fast-check';
import { dialogue, single } from './__fixtures__/conversations.js';
import { folderWithTokens, type TokenizerFolder } from './__fixtures__/folder-with-tokens.js';
import { encodeExample, type EncodedExample } from './encode-example.js';
import { encodePrompt } from './encode-prompt.js';
import { loadTokenizer } from './load-tokenizer.js';
import { template, templateNames } from './templates/index.js';
import { stopIds } from './stop-ids.js';
import type { Tokenizer } from './tokenizer.js';

let folder: TokenizerFolder;
let tokenizer: Tokenizer;
beforeAll(async () => {
  folder = await folderWithTokens();
  tokenizer = await loadTokenizer(folder.path);
});
afterAll(async () => folder[Symbol.asyncDispose]());

/** What a reply ends with, where that is not the end of text; and what stands behind it. */
const ends: Record<string, string> = { chatml: '<|im_end|>', chatglm: '<eop>', moss: '<eom>', 'moss-short': '<eom>' };
const behind: Record<string, string> = { chatml: '\n', moss: '\n', 'moss-short': '\n' };
/** Those whose form has one place for a reply. */
const lastOnly = ['chatglm', 'chatglm2'];

const roomy = { maxLength: 4096, onTooLong: 'truncate' } as const;
const encoded = (result: ReturnType<typeof encodeExample>): EncodedExample => {
  if ('dropped' in result) throw new Error(result.dropped);
  return result;
};

describe('encodeExample', () => {
  const words = fc.string({ unit: 'grapheme', maxLength: 30 });
  // A reply that begins with a space or a mark may share a token with the prompt's last line break.
  const reply = words.map((text) => `好${text}`);

  it.each(templateNames)('trains on the same prompt tokens that inference gives: %s', (name) => {
    fc.assert(
      fc.property(words, words, reply, (instruction, input, output) => {
        const conversation = single(instruction, output, input);
        const { tokens, labels } = encoded(encodeExample(conversation, template(name), tokenizer, roomy));
        const asked = encodePrompt(conversation, template(name), tokenizer);
        expect(tokens.slice(0, asked.length)).toEqual(asked);
        const rest = tokenizer.encode(behind[name] ?? '').length;
        const isReply = (index: number) => index >= asked.length && index < tokens.length - rest;
        expect(labels).toEqual(tokens.map((token, index) => (isReply(index) ? token : -100)));
      }),
    );
  });

  it.each(templateNames)('trains the token that ends a reply: %s', (name) => {
    const { labels, truncated } = encoded(encodeExample(single('你好', '您好！'), template(name), tokenizer, roomy));
    const end = tokenizer.idOf(ends[name] ?? '</s>')!;
    expect([labels.findLast((label) => label >= 0), truncated]).toEqual([end, false]);
    expect(stopIds(template(name), tokenizer)).toContain(end);
  });

  it.each(templateNames)('trains every reply of a dialogue and nothing else: %s', (name) => {
    const { tokens, labels } = encoded(encodeExample(dialogue, template(name), tokenizer, roomy));
    const trained = tokenizer.decode(tokens.filter((_, index) => labels[index]! >= 0));
    const words = trained.replaceAll(/\s*(<\/s>|<\|im_end\|>|<eop>|<eom>|<\|user\|>)/g, '|').replaceAll(/\s/g, '');
    const first = lastOnly.includes(name) ? '' : name.startsWith('baichuan') ? '在华北。' : '在华北。|';
    expect(words).toBe(`${first}Thankyou.|`);
  });

  it('cuts the end off, or drops, what is too long', () => {
    const conversation = single('写一首诗', '春眠不觉晓，处处闻啼鸟。'.repeat(20));
    const whole = encoded(encodeExample(conversation, template('alpaca'), tokenizer, roomy));
    const cut = encodeExample(conversation, template('alpaca'), tokenizer, { maxLength: 80, onTooLong: 'truncate' });
    expect(cut).toEqual({
      tokens: whole.tokens.slice(0, 80),
      labels: whole.labels.slice(0, 80),
      truncated: true,
      untrainedReplies: 0,
    });
    expect(encodeExample(conversation, template('alpaca'), tokenizer, { maxLength: 80, onTooLong: 'drop' })).toEqual({
      dropped: 'too-long',
    });
    expect(whole.truncated).toBe(false);
  });

  it('keeps an example of exactly the length', () => {
    const { tokens } = encoded(encodeExample(single('你好', '您好'), template('alpaca'), tokenizer, roomy));
    const options = { maxLength: tokens.length, onTooLong: 'drop' } as const;
    expect(encodeExample(single('你好', '您好'), template('alpaca'), tokenizer, options)).toHaveProperty(
      'truncated',
      false,
    );
  });

  it('says when nothing is left to train', () => {
    const nothing = { dropped: 'nothing-to-train' };
    const prompt = encodePrompt(single('你好', ''), template('alpaca'), tokenizer);
    const encode = (reply: string, maxLength: number) =>
      encodeExample(single('你好', reply), template('alpaca'), tokenizer, { maxLength, onTooLong: 'truncate' });
    expect(encode('您好', prompt.length)).toEqual(nothing);
    expect(encode('您好', prompt.length + 1)).not.toEqual(nothing);
    expect(encode(' \n', 4096)).toEqual(nothing);
    expect(encodeExample({ turns: [{ role: 'user', content: '你好' }] }, template('none'), tokenizer, roomy)).toEqual(
      nothing,
    );
  });

  it('counts no token that nothing stands before', () => {
    const turns = [{ role: 'assistant' as const, content: 'a' }];
    const options = { maxLength: 1, onTooLong: 'truncate' } as const;
    expect(encodeExample({ turns }, template('none'), tokenizer, options)).toEqual({ dropped: 'nothing-to-train' });
  });

  it('puts the tokenizer’s own opening in front of both', () => {
    const opening = Object.assign(Object.create(tokenizer) as Tokenizer, { beforeText: [1] });
    const { tokens, labels } = encoded(encodeExample(single('你好', '您好'), template('alpaca'), opening, roomy));
    const asked = encodePrompt(single('你好', '您好'), template('alpaca'), opening);
    expect(asked).toEqual([1, ...encodePrompt(single('你好', '您好'), template('alpaca'), tokenizer)]);
    expect(tokens.slice(0, asked.length)).toEqual(asked);
    expect(labels.slice(0, asked.length)).toEqual(asked.map(() => -100));
  });

  it('asks for an end of text', () => {
    const endless = Object.assign(Object.create(tokenizer) as Tokenizer, { endOfText: undefined });
    expect(() => encodeExample(single('你好', '您好'), template('alpaca'), endless, roomy)).toThrow(DataFormatError);
    expect(() => encodeExample(single('你好', '您好'), template('alpaca'), endless, roomy)).toThrow(
      /names no eos_token/,
    );
  });
});
