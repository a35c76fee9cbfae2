import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Folder, model, root, shortTrial, weitiao } from '../__fixtures__/command-line.js';

let folder: Folder;
beforeAll(() => void (folder = new Folder()));
afterAll(() => folder[Symbol.dispose]());

describe('weitiao train', () => {
  it('writes an adapter that inspect and score read', async () => {
    const trial = folder.write(
      'trial.yaml',
      readFileSync(shortTrial, 'utf8')
        .replaceAll('../../examples', join(root, 'examples'))
        .replace('steps: 12', 'steps: 2'),
    );
    const { code, out, err } = await weitiao('train', trial, '--output', folder.inside('run'));
    expect(code).toBe(0);
    expect(out).toMatch(
      /^lora: 2 steps, \d+ trained tokens, loss \d\.\d{4}, held-out loss \d\.\d{4}\nAdapter: .*adapter\nResult: .*result\.json\n$/,
    );
    expect(err).toMatch(/^engine: .*\nmodel: 6,787,584 parameters; the method trains 24,576\n/);
    const inspected = await weitiao('inspect', 'adapter', folder.inside('run/adapter'));
    expect(inspected.out).toContain('LORA, read by method lora with {"rank":4,"alpha":8');
    expect(inspected.out).toContain(', template alpaca-zh (version 1) · 24,576 parameters');
    const input = folder.write('one.jsonl', { tokens: [1, 2], from: 1 });
    expect(
      await weitiao(
        'score',
        '--model',
        model,
        '--adapter',
        folder.inside('run/adapter'),
        '--input',
        input,
        '--output',
        folder.inside('tuned.jsonl'),
      ),
    ).toMatchObject({ code: 0 });
    const prompt = folder.write('prompt.jsonl', { prompt: '你好' });
    const generate = (template: string) =>
      weitiao(
        ...['generate', '--model', model, '--adapter', folder.inside('run/adapter'), '--input', prompt],
        ...['--output', folder.inside(`${template}.jsonl`), '--max-new-tokens', '1', '--template', template],
      );
    const otherwise = await generate('none');
    expect(otherwise.code).toBe(0);
    expect(otherwise.err).toContain(
      `note: the adapter ${folder.inside('run/adapter')} was trained with template alpaca-zh (version 1), and is asked with none (version 1). To ask as it was trained, give --template alpaca-zh.\n`,
    );
    expect((await generate('alpaca-zh')).err).not.toContain('note:');
    const again = await weitiao('trial', 'run', folder.inside('run/manifest.json'), '--output', folder.inside('run'));
    expect(again).toMatchObject({ code: 0, err: 'This trial is done already.\n' });
  });
});
