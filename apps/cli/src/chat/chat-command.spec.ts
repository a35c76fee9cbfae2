import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { model, weitiao } from '../__fixtures__/command-line.js';
import type { ChatCommandOptions } from '../commands/chat.js';
import { runChatCommand } from './chat-command.js';

const options: ChatCommandOptions = { model, template: 'alpaca-zh', maxNewTokens: 6, temperature: 0, repetitionPenalty: 1, seed: 1, threads: 2 }; // prettier-ignore

async function said(lines: readonly string[], more: Partial<ChatCommandOptions> = {}): Promise<string> {
  let written = '';
  const console = { out: { write: (text: string) => (written += text) }, err: { write: () => undefined } };
  const input = Readable.from(lines.map((line) => `${line}\n`));
  expect(await runChatCommand({ ...options, ...more }, console, input)).toBe(0);
  return written;
}

describe('weitiao chat', () => {
  it('answers a line after the other, remembers, forgets, and ends', async () => {
    const [one, other] = ['介绍一下春节。', '再说一遍。'];
    const [first, alone] = [await said([one]), await said([other])];
    const both = await said([one, other]);
    expect(first.endsWith('\n')).toBe(true);
    expect(both.startsWith(first)).toBe(true);
    expect(both).not.toBe(first + alone);
    expect(await said([one, '/reset', '', other, '/exit', one])).toBe(first + alone);
  });

  it('says before it loads what is wrong', async () => {
    const { code, err } = await weitiao('chat', '--model', model, '--template', 'alpaca-hz');
    expect([code, err]).toEqual([64, expect.stringContaining('Did you mean "alpaca-zh"?')]);
    await expect(said(['你好'], { template: 'chat' })).rejects.toThrow('has no chat template');
  });
});
