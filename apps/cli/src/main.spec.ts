import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Folder, jsonLines, weitiao } from './__fixtures__/command-line.js';

let folder: Folder;
beforeAll(() => void (folder = new Folder()));
afterAll(() => folder[Symbol.dispose]());

describe('the command line', () => {
  it('lists its commands', async () => {
    const { code, out } = await weitiao('--help');
    expect(code).toBe(0);
    for (const command of ['train', 'trial', 'score', 'generate', 'prefetch', 'inspect', 'plugins', 'engine', 'doctor'])
      expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  it('says its version', async () => {
    expect(await weitiao('--version')).toMatchObject({ code: 0, out: '0.1.0\n' });
  });

  it.each([
    [['trian'], "unknown command 'trian'\n(Did you mean one of train, trial?)"],
    [['train', 'x.yaml', '--outptu', 'y'], "unknown option '--outptu'\n(Did you mean --output?)"],
    [['train', 'x.yaml'], 'missing: --output <folder>'],
    [
      ['generate', '--model', 'm', '--input', 'i', '--output', 'o', '--max-new-tokens', 'many'],
      'A whole number is wanted.',
    ],
  ])('ends with 64 for %j', async (argv, message) => {
    const { code, err } = await weitiao(...argv);
    expect(code).toBe(64);
    expect(err).toContain(message);
  });

  it('tells of an error its message and no stack; with --json also as JSON', async () => {
    const { code, out, err } = await weitiao('train', '/nowhere.yaml', '--output', folder.inside('none'), '--json');
    expect({ code, err }).toEqual({ code: 64, err: '/nowhere.yaml: there is no such file.\n' });
    expect(jsonLines(out)).toEqual([
      { type: 'error', error: 'StudyError', message: '/nowhere.yaml: there is no such file.', exitCode: 64 },
    ]);
    expect(existsSync(folder.inside('none'))).toBe(false);
  });

  it('lists plugins with their options', async () => {
    const { code, out } = await weitiao('plugins', '--json');
    expect(code).toBe(0);
    expect(jsonLines(out)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: 'peft',
          use: 'lora',
          options: expect.arrayContaining(['rank', 'targetModules']) as unknown,
        }),
      ]),
    );
  });

  it('finds nothing missing where the tests run', async () => {
    expect(await weitiao('doctor')).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /ok {6}Node\.js: \d+.*\nok {6}tensor engine: tensorflow.*\nok {6}plugins: \d+ can be used\nNothing is missing\.\n/,
      ) as unknown,
    });
  });
});
