import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Folder, jsonLines, model, weitiao } from '../__fixtures__/command-line.js';

let folder: Folder;
beforeAll(() => void (folder = new Folder()));
afterAll(() => folder[Symbol.dispose]());

describe('weitiao generate', () => {
  const generate = (input: string, output: string, ...more: string[]) =>
    weitiao('generate', '--model', model, '--input', input, '--output', output, '--max-new-tokens', '4', ...more);

  it('answers in the order of the lines, the same whatever is answered together', async () => {
    const input = folder.write(
      'prompts.jsonl',
      { prompt: '春天来了，花都开了，' },
      { tokens: [846, 871] },
      { prompt: '你好' },
    );
    expect(await generate(input, folder.inside('a.jsonl'), '--temperature', '1', '--json')).toMatchObject({ code: 0 });
    expect(await generate(input, folder.inside('b.jsonl'), '--temperature', '1', '--batch-size', '1')).toMatchObject({
      code: 0,
    });
    const answers = jsonLines(readFileSync(folder.inside('a.jsonl'), 'utf8'));
    expect(answers).toHaveLength(3);
    expect(answers[0]).toEqual({
      tokens: expect.any(Array) as unknown,
      text: expect.any(String) as unknown,
      finished: expect.stringMatching(/^(end|length)$/) as unknown,
    });
    expect(jsonLines(readFileSync(folder.inside('b.jsonl'), 'utf8'))).toEqual(answers);
  });

  it('goes on with whole windows that an interrupted run left, and leaves no other file', async () => {
    const input = folder.write(
      'many.jsonl',
      ...Array.from({ length: 20 }, (_, index) => ({ tokens: [846 + index, 871] })),
    );
    await generate(input, folder.inside('whole.jsonl'), '--batch-size', '1');
    const whole = readFileSync(folder.inside('whole.jsonl'), 'utf8');
    const { ResumableOutput } = await import('../lines/resumable-output.js');
    const open = ResumableOutput.open;
    ResumableOutput.open = (path, identity, window) => {
      using early = open(path, identity, window);
      early.write(jsonLines(whole).slice(0, window + 1));
      ResumableOutput.open = open;
      const output = open(path, identity, window);
      expect(output.linesDone).toBe(16);
      return output;
    };
    await generate(input, folder.inside('resumed.jsonl'), '--batch-size', '1');
    expect(readFileSync(folder.inside('resumed.jsonl'), 'utf8')).toBe(whole);
    expect(readdirSync(folder.path).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it.each([
    [['--template', 'alpaca-hz'], 'Did you mean "alpaca-zh"?'],
    [['--top-p', '1.5'], 'wanted a number above 0 and at most 1'],
  ])('refuses %j before anything is loaded', async (more, message) => {
    const { code, err } = await generate(folder.inside('none'), folder.inside('x'), ...more);
    expect({ code, err }).toEqual({ code: 64, err: expect.stringContaining(message) as unknown });
  });
});
