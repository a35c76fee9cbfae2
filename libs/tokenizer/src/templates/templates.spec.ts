import { describe, expect, it } from '@jest/globals';
import { StudyError, type Conversation } from '@weitiao/core';
import { dialogue, single } from '../__fixtures__/conversations.js';
import { template, templateNames, type Piece } from './index.js';

const endOfText = '</s>';
const text = (pieces: readonly Piece[]) => pieces.map((piece) => piece.text).join('');
const prompt = (name: string, conversation: Conversation) =>
  text(template(name).render(conversation, { endOfText, forGeneration: true }));
const whole = (name: string, conversation: Conversation) => template(name).render(conversation, { endOfText });

describe('alpaca', () => {
  it('is the prompt of the study without an input', () => {
    expect(prompt('alpaca', single('Say hello.', 'Hello!'))).toBe(
      'Below is an instruction that describes a task. Write a response that appropriately completes the request.\n\n' +
        '### Instruction:\nSay hello.\n\n### Response:',
    );
  });

  it('is the prompt of the study with one', () => {
    expect(prompt('alpaca', single('Translate.', 'Thanks', '谢谢'))).toBe(
      'Below is an instruction that describes a task, paired with an input that provides further context. Write a response that ' +
        'appropriately completes the request.\n\n### Instruction:\nTranslate.\n\n### Input:\n谢谢\n\n### Response:',
    );
  });

  it('takes an empty input for none', () => {
    expect(prompt('alpaca', single('Say hello.', 'Hello!', ''))).toBe(prompt('alpaca', single('Say hello.', 'Hello!')));
  });

  it('trains the reply between spaces and the end of text', () => {
    expect(whole('alpaca', single('Say hello.', 'Hello!')).slice(1)).toEqual([{ text: ' Hello! </s>', trained: true }]);
  });

  it('writes several rounds in the form of the study', () => {
    expect(whole('alpaca', dialogue)).toEqual([
      {
        text:
          'Below is an multi-round dialogue between human and assistant. Write a response as an assistant that appropriately completes ' +
          'the human request in each round by incorporating previous context.\n\n### Human: 北京在哪里？\n</s>### Assistant:',
        trained: false,
      },
      { text: ' 在华北。\n</s>', trained: true },
      { text: '### Human: 翻译成英文\n谢谢\n</s>### Assistant:', trained: false },
      { text: ' Thank you.</s>', trained: true },
    ]);
  });

  it('puts a system text in front', () => {
    const turns = [{ role: 'system' as const, content: 'Be brief.' }, ...single('Say hello.', 'Hello!').turns];
    expect(prompt('alpaca', { turns })).toMatch(/^Be brief\.\n\nBelow is an instruction/);
  });
});

describe('alpaca-zh', () => {
  it('is the public Chinese rendering without an input', () => {
    expect(prompt('alpaca-zh', single('你好', '您好'))).toBe(
      '以下是一个描述任务的指令。 请写一个适当的回答来完成请求。\n\n### 指令:\n你好\n\n### 回答:\n',
    );
  });

  it('is the public Chinese rendering with one', () => {
    expect(prompt('alpaca-zh', single('翻译', 'Thanks', '谢谢'))).toBe(
      '以下是一个描述任务的指令和一个提供进一步上下文的输入。 写一个适当的回答来完成请求。\n\n### 指令:\n翻译\n\n### 输入:\n谢谢\n\n### 回答:\n',
    );
  });

  it('differs from alpaca in the words only', () => {
    expect(whole('alpaca-zh', single('你好', '您好')).slice(1)).toEqual(
      whole('alpaca', single('你好', '您好')).slice(1),
    );
    expect(whole('alpaca-zh', dialogue).map(({ trained }) => trained)).toEqual([false, true, false, true]);
  });
});

describe('none', () => {
  it('adds nothing but the end of text', () => {
    expect(whole('none', single('1 + 1 =', ' 2'))).toEqual([
      { text: '1 + 1 =', trained: false },
      { text: ' 2</s>', trained: true },
    ]);
    expect(prompt('none', single('1 + 1 =', ' 2'))).toBe('1 + 1 =');
  });
});

describe('template', () => {
  it('names the nearest for one that is not there', () => {
    expect(() => template('alpaca_zh')).toThrow(
      new StudyError(
        `There is no template "alpaca_zh". Did you mean "alpaca-zh"?\n  Templates: chat, ${templateNames.join(', ')}`,
      ),
    );
  });
});
