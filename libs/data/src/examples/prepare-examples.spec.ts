import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { DataFormatError, defineSource, type Conversation } from '@weitiao/core';
import { template } from '@weitiao/tokenizer';
import { z } from 'zod';
import { characterTokenizer } from '../__fixtures__/character-tokenizer.js';
import { memoryUsed } from '../__fixtures__/memory-used.js';
import { services } from '../__fixtures__/services.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { prepareExamples, type PrepareExamplesSpec } from './prepare-examples.js';

const folder = temporaryFolder();
const asked = (user: string, reply: string): Conversation => ({
  turns: [
    { role: 'user', content: user },
    { role: 'assistant', content: reply },
  ],
});

const source = (conversations: () => Iterable<Conversation>, from?: string) =>
  defineSource({
    name: 'made',
    licence: 'none',
    options: z.strictObject({ from: z.string().optional() }),
    async *conversations() {
      yield* conversations();
    },
  })({ from });

const prepare = (rows: readonly Conversation[], spec: Partial<PrepareExamplesSpec> = {}) =>
  prepareExamples({
    source: source(() => rows, 'data/rows.json'),
    services: services(),
    template: template('none'),
    tokenizer: characterTokenizer,
    maxLength: 8,
    onTooLong: 'truncate',
    folder: folder.path,
    ...spec,
  });

const rows = [
  asked('ab', 'cd'),
  asked('', 'x'),
  asked('abcdef', 'ghi'),
  asked('abcdefgh', 'i'),
  asked('a', ' '),
  asked('c', 'd'),
];

describe('prepareExamples', () => {
  it('masks, cuts off, leaves out and counts', async () => {
    const told = services();
    using store = await prepare(rows, { services: told });
    expect(store.report).toEqual({
      rows: 6,
      kept: 3,
      truncated: 1,
      dropped: { 'too-long': 0, 'nothing-to-train': 2, 'no-instruction': 1 },
      tokens: 5 + 8 + 3,
      trainedTokens: 3 + 2 + 2,
    });
    const [a, b, c, d] = [97, 98, 99, 100];
    expect(store.get(0)).toEqual({
      id: 0,
      tokens: Int32Array.of(a, b, c, d, 0),
      labels: Int32Array.of(-100, -100, c, d, 0),
    });
    expect([store.get(1).id, store.get(2).id]).toEqual([2, 5]);
    expect(told.warnings).toEqual([
      'data/rows.json: 3 of 6 rows are left out: 2 with nothing to train (no reply, or it begins after maxLength), ' +
        '1 without an instruction. 1 of 6 rows are cut off at maxLength.',
    ]);
  });

  it('leaves out what is too long when asked to', async () => {
    using store = await prepare(rows, { onTooLong: 'drop' });
    expect(store.report).toMatchObject({ kept: 2, truncated: 0, dropped: { 'too-long': 2, 'nothing-to-train': 1 } });
  });

  it('has nothing to tell when every row is trained as it is', async () => {
    const told = services();
    using store = await prepare([asked('a', 'b')], { services: told });
    expect([store.count, told.warnings]).toEqual([1, []]);
  });

  it('reads no further than the rows that are asked for', async () => {
    function* endless() {
      for (;;) yield asked('a', 'b');
    }
    using store = await prepare([], { source: source(endless), rows: 3 });
    expect(store.report.rows).toBe(3);
  });

  it('refuses data that leave nothing, and leaves no file', async () => {
    await expect(prepare([])).rejects.toThrow(
      new DataFormatError('data/rows.json', 'holds no rows; there is nothing to train on.'),
    );
    await expect(prepare([asked('abcdefgh', 'i')])).rejects.toThrow(
      /^data\/rows.json: leaves nothing to train on. 1 of 1 rows are left out: 1 with nothing to train .* Raise maxLength/,
    );
    await expect(prepare([], { source: source(() => []) })).rejects.toThrow(/^data set made: holds no rows/);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('stops when the run is stopped', async () => {
    const stopped = { ...services(), signal: AbortSignal.abort() };
    await expect(prepare([asked('a', 'b')], { services: stopped })).rejects.toThrow(/abort/i);
  });

  it('needs no more memory for more data', async () => {
    const long = '好'.repeat(300);
    function* many() {
      for (let index = 0; index < 40_000; index++) yield asked(`${index}`, long);
    }
    const before = memoryUsed();
    using store = await prepare([], { source: source(many), maxLength: 512 });
    expect(store.count).toBe(40_000);
    expect(memoryUsed() - before).toBeLessThan(20); // The tokens alone have 46 MB.
  });
});
