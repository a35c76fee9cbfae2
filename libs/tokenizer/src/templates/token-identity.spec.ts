import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Turn } from '@weitiao/core';
import fc from 'fast-check';
import { chatTemplateNames, chatTemplateText } from '../__fixtures__/chat-templates.js';
import { modelFolders } from '../__fixtures__/model-folders.js';
import { tokenizerKinds } from '../__fixtures__/tokenizer-kinds.js';
import { encodeExample } from '../encode-example.js';
import { encodePrompt } from '../encode-prompt.js';
import { loadTokenizer } from '../load-tokenizer.js';
import { stopIds } from '../stop-ids.js';
import type { Tokenizer } from '../tokenizer.js';
import { templateNames, type Template } from './index.js';
import { openTemplate } from './open-template.js';

const { folder } = modelFolders();
const roomy = { maxLength: 100_000, onTooLong: 'drop' } as const;

/** What tokens like to reach over, and what looks like tokens. */
const tricky = fc.constantFrom(
  ...['', ' ', '  ', '\n', '\n\n', '\t', '▁', ':', '：', '好 ', ' x'],
  ...['</s>', '<s>', '<|im_end|>', '<|user|>', '[gMASK]', 'sop', '<eop>'],
);
const plain = fc.string({ unit: 'grapheme', maxLength: 10 });
const words = fc.oneof(
  plain,
  fc.tuple(tricky, plain, tricky).map((parts) => parts.join('')),
);
// Not empty: between two replies must stand something that is asked.
const questions = words.map((text) => `${text}吗`);
const replies = words.map((text) => `${text}好`);
const conversations = fc
  .array(fc.tuple(questions, replies), { minLength: 1, maxLength: 3 })
  .map((rounds): { turns: Turn[] } => ({
    turns: rounds.flatMap(([asked, reply]) => [
      { role: 'user', content: asked },
      { role: 'assistant', content: reply },
    ]),
  }));

/** Asked in inference with the very tokens that stand before the last reply in training, which alone is trained from there, up to what ends answers. */
function expectIdentity(template: Template, tokenizer: Tokenizer): void {
  const stops = stopIds(template, tokenizer);
  fc.assert(
    fc.property(conversations, (conversation) => {
      const example = encodeExample(conversation, template, tokenizer, roomy);
      if ('dropped' in example) throw new Error(example.dropped);
      const { tokens, labels } = example;
      const asked = encodePrompt(conversation, template, tokenizer);
      expect(tokens.slice(0, asked.length)).toEqual(asked);
      const end = labels.findLastIndex((label) => label >= 0);
      expect(labels.slice(0, end).findLastIndex((label) => label < 0) + 1).toBe(asked.length);
      expect(stops).toContain(tokens[end]);
    }),
    { numRuns: 15 },
  );
}

describe.each(tokenizerKinds)('what is asked is the beginning of what is trained: $kind', ({ files, own, chats }) => {
  let tokenizer: Tokenizer;
  beforeAll(async () => {
    tokenizer = await loadTokenizer(folder(files));
  });

  const templates = own ?? templateNames;
  it.each(templates)('template %s', async (name) => {
    expectIdentity(await openTemplate(name, folder(files), tokenizer), tokenizer);
  });

  // `spaced` cuts conversations off, so that replies are not there to be found.
  const written = chats ?? chatTemplateNames.filter((name) => name !== 'spaced');
  if (written.length > 0)
    it.each(written)('the folder’s own, like %s', async (name) => {
      const path = folder({ ...files, 'chat_template.jinja': chatTemplateText(name) });
      expectIdentity(await openTemplate('chat', path, tokenizer), tokenizer);
    });

  const others = templateNames.filter((name) => !templates.includes(name));
  if (others.length === 0) return;
  it.each(others)('template %s is refused: it writes tokens that are not there', async (name) => {
    await expect(openTemplate(name, folder(files), tokenizer)).rejects.toThrow(/tokenizer of this model has no such/);
  });
});
