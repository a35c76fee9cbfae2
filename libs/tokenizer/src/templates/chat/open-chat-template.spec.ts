import { describe, expect, it } from '@jest/globals';
import { DataFormatError, StudyError, type Conversation, type Turn } from '@weitiao/core';
import fc from 'fast-check';
import { chatCases, chatTemplateNames, chatTemplateText } from '../../__fixtures__/chat-templates.js';
import { single } from '../../__fixtures__/conversations.js';
import { chatTokens, folderWithTokens } from '../../__fixtures__/folder-with-tokens.js';
import { encodeExample } from '../../encode-example.js';
import { encodePrompt } from '../../encode-prompt.js';
import { loadTokenizer } from '../../load-tokenizer.js';
import { stopIds } from '../../stop-ids.js';
import { openTemplate, type TemplateReference } from '../open-template.js';

const roomy = { maxLength: 100_000, onTooLong: 'drop' } as const;
const text = (pieces: readonly { text: string }[]) => pieces.map((piece) => piece.text).join('');

/** A folder with the template, opened. */
async function opened(source: string, reference: TemplateReference = 'chat', files: Record<string, unknown> = {}) {
  await using folder = await folderWithTokens(chatTokens, { 'chat_template.jinja': source, ...files });
  const tokenizer = await loadTokenizer(folder.path);
  return { tokenizer, template: await openTemplate(reference, folder.path, tokenizer) };
}

function trainedTexts(
  { tokenizer, template }: Awaited<ReturnType<typeof opened>>,
  conversation: Conversation,
): string[] {
  const example = encodeExample(conversation, template, tokenizer, roomy);
  if ('dropped' in example) throw new Error(example.dropped);
  const stretches: number[][] = [];
  example.labels.forEach((label, at) => {
    if (label < 0) return;
    if (at === 0 || example.labels[at - 1]! < 0) stretches.push([]);
    stretches.at(-1)!.push(label);
  });
  return stretches.map((ids) => tokenizer.decode(ids));
}

const two: Turn[] = [
  { role: 'user', content: '北京在哪里？' },
  { role: 'assistant', content: '在华北。' },
  { role: 'user', content: '翻译成英文：谢谢' },
  { role: 'assistant', content: 'Thank you.' },
];

/** Not `spaced`, which cuts conversations off, so that replies are not there to be found. */
const names = chatTemplateNames.filter((name) => name !== 'spaced');

describe.each(names)('the chat template of a folder: %s', (name) => {
  const variants: Record<string, boolean>[] = name === 'thinking' ? [{}, { enable_thinking: false }] : [{}];

  it.each(variants)('writes what transformers writes, %j', async (variables) => {
    const { template } = await opened(chatTemplateText(name), { use: 'chat', date: chatCases.date, variables });
    const wanted = chatCases.cases.filter((one) => one.template === name && one.text !== undefined && JSON.stringify(one.variables) === JSON.stringify(variables)); // prettier-ignore
    expect(wanted.length).toBeGreaterThan(10);
    for (const { conversation, generation, text: rendered } of wanted) {
      const isAnswered = conversation.at(-1)!.role === 'assistant';
      if (generation === isAnswered) continue;
      // A reply with thoughts answers no prompt that has none.
      if ('enable_thinking' in variables && conversation.at(-1)!.content.includes('<think>')) continue;
      const whole = text(template.render({ turns: conversation }, { endOfText: '</s>' }));
      expect(name.startsWith('glm') && isAnswered ? whole.replace(/<\|user\|>$/, '') : whole).toBe(rendered);
    }
  });

  it.each(variants)(
    'asks in inference with the very tokens of training, and trains the reply alone, %j',
    async (variables) => {
      const chat = await opened(chatTemplateText(name), { use: 'chat', variables });
      const words = fc.string({ unit: 'grapheme', maxLength: 12 });
      const rounds = fc.array(
        fc.tuple(
          words,
          words.map((reply) => `${reply}好`),
        ),
        { minLength: 1, maxLength: 3 },
      );
      fc.assert(
        fc.property(rounds, (said) => {
          const turns = said.flatMap(([question, reply]): Turn[] => [
            { role: 'user', content: question },
            { role: 'assistant', content: reply },
          ]);
          const example = encodeExample({ turns }, chat.template, chat.tokenizer, roomy);
          if ('dropped' in example) throw new Error(example.dropped);
          const { tokens, labels } = example;
          const asked = encodePrompt({ turns }, chat.template, chat.tokenizer);
          expect(tokens.slice(0, asked.length)).toEqual(asked);
          const end = labels.findLastIndex((label) => label >= 0);
          const start = labels.slice(0, end).findLastIndex((label) => label < 0) + 1;
          expect(start).toBe(asked.length);
          expect(stopIds(chat.template, chat.tokenizer)).toContain(tokens[end]);
          const reply = chat.tokenizer.decode(tokens.slice(start, end));
          expect(reply.trim().endsWith(said.at(-1)![1].trim().slice(-1))).toBe(true);
        }),
        { numRuns: 30 },
      );
    },
  );
});

describe('what is trained with a chat template', () => {
  it.each([
    ['chatml', ['在华北。<|im_end|>', 'Thank you.<|im_end|>']],
    ['yi', ['在华北。<|im_end|>', 'Thank you.<|im_end|>']],
    ['dated', ['在华北。<|eot_id|>', 'Thank you.<|eot_id|>']],
    ['instruct', [' 在华北。</s>', ' Thank you.</s>']],
    ['glm', ['\n在华北。<|user|>', '\nThank you.<|user|>']],
    ['marked', ['\n在华北。<|im_end|>', '\nThank you.<|im_end|>']],
  ])('is every reply with its end: %s', async (name, wanted) => {
    const found = trainedTexts(await opened(chatTemplateText(name)), { turns: two });
    expect(found.map((one) => one.replace(/^\n/, ''))).toEqual(wanted.map((one) => one.replace(/^\n/, '')));
  });

  it('is the newest reply alone where earlier ones are written otherwise', async () => {
    const chat = await opened(chatTemplateText('thinking'));
    expect(trainedTexts(chat, { turns: two })).toEqual(['<think>\n\n</think>\n\nThank you.<|im_end|>']);
    expect(encodeExample({ turns: two }, chat.template, chat.tokenizer, roomy)).toHaveProperty('untrainedReplies', 1);
    const silent = await opened(chatTemplateText('thinking'), { use: 'chat', variables: { enable_thinking: false } });
    expect(trainedTexts(silent, single('你好', '您好'))).toEqual(['您好<|im_end|>']);
  });

  it('is what transformers masks as the assistant’s where the template marks it', async () => {
    const { template, tokenizer } = await opened(chatTemplateText('marked'));
    const bare = await loadTokenizer((await import('../../__fixtures__/folders.js')).modelFolder);
    const masked = chatCases.cases.filter(({ mask, ids }) => mask?.includes(1) && ids);
    expect(masked.length).toBeGreaterThan(5);
    for (const { conversation, ids, mask } of masked) {
      const pieces = template.render({ turns: conversation }, { endOfText: '' });
      const trained = pieces.filter((piece) => piece.trained).map((piece) => piece.text).join(''); // prettier-ignore
      const theirs = bare.decode(ids!.filter((_, at) => mask![at] === 1));
      if (conversation.at(-1)!.role === 'assistant')
        expect(trained.replaceAll(/\s/g, '')).toBe(theirs.replaceAll(/\s/g, ''));
    }
    expect(tokenizer.vocabulary).toBeGreaterThan(bare.vocabulary);
  });

  it('ends with the end of text where the template ends no reply', async () => {
    const chat = await opened(
      '{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}{% if add_generation_prompt %}assistant:{% endif %}',
    );
    expect(trainedTexts(chat, single('你好', '您好'))).toEqual([' 您好\n</s>']);
  });
});

describe('openTemplate', () => {
  const chatml = chatTemplateText('chatml');

  it('finds the template where folders have it, its own file first', async () => {
    const named = [
      { name: 'default', template: 'D{{ messages[0].content }}' },
      { name: 'tool_use', template: 'T{{ messages[0].content }}' },
    ];
    const ask = async (files: Record<string, unknown>, reference: TemplateReference = 'chat') => {
      await using folder = await folderWithTokens(chatTokens, files);
      return text(
        (await openTemplate(reference, folder.path)).render(
          { turns: [{ role: 'user', content: '?' }] },
          { endOfText: '' },
        ),
      );
    };
    const settings = { 'tokenizer_config.json': { eos_token: '</s>', chat_template: named } };
    expect(await ask(settings)).toBe('D?');
    expect(await ask(settings, { use: 'chat', name: 'tool_use' })).toBe('T?');
    expect(await ask({ 'chat_template.json': { chat_template: 'J{{ messages[0].content }}' } })).toBe('J?');
    expect(await ask({ ...settings, 'chat_template.jinja': 'F{{ messages[0].content }}' })).toBe('F?');
    await expect(ask(settings, { use: 'chat', name: 'tool-use' })).rejects.toThrow(
      /has no chat template "tool-use". Did you mean "tool_use"\?\n {2}Chat templates: default, tool_use/,
    );
    await expect(ask({})).rejects.toThrow('has no chat template: no chat_template.jinja');
  });

  it('has a version of its text, date and variables', async () => {
    const version = async (source: string, reference: TemplateReference = 'chat', files = {}) =>
      (await opened(source, reference, files)).template.version;
    const versions = [
      await version(chatml),
      await version(chatml.replace('careful', 'careless')),
      await version(chatml, { use: 'chat', date: '2025-01-01' }),
      await version(chatml, { use: 'chat', variables: { x: 1 } }),
      await version(chatml, 'chat', { 'generation_config.json': { eos_token_id: [2, 8001] } }),
    ];
    expect(new Set(versions).size).toBe(5);
    expect(await version(chatml)).toBe(versions[0]);
  });

  it('stops at what the folder, the template and the tokenizer end with', async () => {
    const chat = await opened(chatml, 'chat', { 'generation_config.json': { eos_token_id: [2, 17] } });
    expect(stopIds(chat.template, chat.tokenizer).sort()).toEqual([17, 2, chat.tokenizer.idOf('<|im_end|>')]);
    const plain = await opened(chatml, 'alpaca', { 'generation_config.json': { eos_token_id: [2, 17] } });
    expect(stopIds(plain.template, plain.tokenizer)).toEqual([2, 17]);
  });

  it('names tokens that the tokenizer lacks', async () => {
    await using folder = await folderWithTokens([], { 'chat_template.jinja': chatml });
    await expect(openTemplate('chat', folder.path)).rejects.toThrow(
      'chat_template.jinja: the chat template writes <|im_start|>, <|im_end|>, and the tokenizer beside it has no such tokens.',
    );
    await expect(openTemplate('chatglm3', folder.path)).rejects.toThrow(
      'template "chatglm3" writes [gMASK], sop, <|system|>, <|user|>, <|assistant|>, <|observation|>, and the tokenizer of this model has no such tokens.',
    );
  });

  it('refuses a template whose prompt is not the beginning of the whole, with the place', async () => {
    const source =
      '{% for m in messages %}{{ m.role }}\n{{ m.content }}\n{% endfor %}{% if add_generation_prompt %}answer{% endif %}';
    await expect(opened(source)).rejects.toThrow(DataFormatError);
    await expect(opened(source)).rejects.toThrow(
      'on line 3, column 2 of the text the prompt goes on "nswer" and the whole "ssistant',
    );
  });

  it('gives the words of a template that knows no system turn', async () => {
    const { template } = await opened(chatTemplateText('instruct'));
    const turns: Turn[] = [{ role: 'system', content: '简短。' }, ...two];
    expect(() => template.render({ turns }, { endOfText: '' })).toThrow(
      /chat_template\.jinja: the chat template refuses this conversation, line 2, column 5: "Conversation roles must alternate/,
    );
  });

  it.each([
    [{ use: 'chat', dat: 'x' }, '"dat"'],
    [{ use: 'chat', date: '2024-02-31' }, 'date'],
    [{ use: 'chat', date: 'today' }, 'wanted a day as 2024-07-26'],
    [{ use: 'alpaca', date: '2024-02-01' }, 'Template "alpaca" has no option "date"; it has none.'],
    [{ use: 'chta' }, 'There is no template "chta". Did you mean "chat"?'],
  ])('refuses %j', async (reference, message) => {
    await expect(opened(chatml, reference as TemplateReference)).rejects.toThrow(message);
    await expect(opened(chatml, reference as TemplateReference)).rejects.toThrow(StudyError);
  });
});
