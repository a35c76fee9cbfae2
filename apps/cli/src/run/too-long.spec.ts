import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Folder, model, weitiao } from '../__fixtures__/command-line.js';
import { runChatCommand } from '../chat/chat-command.js';
import type { ChatCommandOptions } from '../commands/chat.js';

let folder: Folder;
let short: string;

/** A GPT-2 of 64 positions, with the quick start's tokenizer. */
beforeAll(async () => {
  folder = new Folder();
  mkdirSync(folder.inside('config'));
  copyFileSync(join(model, 'tokenizer.json'), folder.inside('config/tokenizer.json'));
  copyFileSync(join(model, 'tokenizer_config.json'), folder.inside('config/tokenizer_config.json'));
  const sizes = { n_embd: 8, n_layer: 1, n_head: 2, n_positions: 64, vocab_size: 8000 };
  folder.write('config/config.json', { model_type: 'gpt2', ...sizes });
  short = folder.inside('short');
  expect(await weitiao('model', 'create', folder.inside('config'), '--output', short)).toMatchObject({ code: 0 });
});
afterAll(() => folder[Symbol.dispose]());

const tokens = (count: number) => new Array<number>(count).fill(5);

describe('a text that is longer than the model reads', () => {
  it.each([
    ['score', [{ tokens: tokens(66), from: 3 }], ': 65 tokens of it'],
    [
      'score',
      [
        { tokens: [...tokens(63), 6], from: 63 },
        { tokens: [...tokens(63), 6, 7, 8], from: 63 },
      ],
      ', or one of the next 1 with the same prompt: 65 tokens of it',
    ],
    ['generate', [{ tokens: tokens(65) }], ': 65 tokens of it'],
  ])('weitiao %s names by file and line, and writes no output', async (command, lines, told) => {
    const input = folder.write('long.jsonl', { tokens: [1, 2], ...(command === 'score' && { from: 1 }) }, ...lines);
    const [output, flags] = [folder.inside('out.jsonl'), ['--model', short, '--input', input]];
    const { code, err } = await weitiao(command, ...flags, '--output', output);
    expect([code, existsSync(output)]).toEqual([65, false]);
    expect(err).toContain(`${input}:2${told} are to be read, and the model, with its adapters, reads at most 64.`);
  });
});

describe('a conversation that the model cannot read any more', () => {
  const options: ChatCommandOptions = { model: '', template: 'none', maxNewTokens: 4, temperature: 0, repetitionPenalty: 1, seed: 1, threads: 2 }; // prettier-ignore
  const chat = async (lines: readonly string[], isTTY: boolean) => {
    const written = { out: '', err: '' };
    const stream = (name: 'out' | 'err') => ({ write: (text: string) => (written[name] += text) });
    const input = Object.assign(Readable.from(lines.map((line) => `${line}\n`)), { isTTY });
    // What the terminal echoes.
    using _echo = { spied: jest.spyOn(process.stdout, 'write').mockReturnValue(true), [Symbol.dispose]() { this.spied.mockRestore(); } }; // prettier-ignore
    const ended = await runChatCommand({ ...options, model: short }, { out: stream('out'), err: stream('err') }, input)
      .catch((error: Error) => error.message); // prettier-ignore
    return { ...written, ended };
  };
  const told = /the conversation: \d+ tokens of it are to be read, .*reads at most 64\. .*\/reset begins a new one\./;

  it('is told on a terminal, where it goes on without what was asked last', async () => {
    const long = '春节'.repeat(100);
    const { out, err, ended } = await chat(['你好', long, '你好'], true);
    expect([err, ended]).toEqual([expect.stringMatching(told), 0]);
    expect(out).toBe((await chat(['你好', '你好'], true)).out);
  });

  it('ends it in a pipe', async () => {
    const { ended } = await chat(['春节'.repeat(100), '你好'], false);
    expect(ended).toMatch(told);
  });
});
