import { setTimeout } from 'node:timers/promises';
import {
  DataFormatError,
  isTextSource,
  rowsOf,
  WeitiaoError,
  exitCodes,
  type Conversation,
  type Document,
} from '@weitiao/core';
import { assert } from '../kit/assertions.js';
import { collect, isJson } from '../kit/services.js';
import { openFiles } from './open-files.js';
import type { SourceCheck, SourceSubject } from './subject.js';

const read = async ({
  source,
  services,
}: Pick<SourceSubject, 'source' | 'services'>): Promise<(Conversation | Document)[]> =>
  collect(rowsOf(source, services));

/** What conversations and documents promise alike. */
const checks: readonly SourceCheck[] = [
  {
    name: 'reads the same rows in the same order twice',
    async run(subject) {
      const text = async () => JSON.stringify(await read(subject));
      assert((await text()) === (await text()), 'a second reading gives other rows');
    },
  },
  {
    name: 'reads every row',
    async run(subject) {
      const { length } = await read(subject);
      assert(length === subject.count, `${length} rows were read; there are ${subject.count}`);
    },
  },
  {
    name: 'has rows that JSON can keep',
    async run(subject) {
      const bad = (await read(subject)).findIndex((row) => !isJson(row));
      assert(bad < 0, `row ${bad + 1} holds something that JSON does not keep`);
    },
  },
  {
    name: 'names file and line of a malformed row',
    async run({ malformed, services }) {
      if (!malformed) return;
      const error = await read({ source: malformed.source, services }).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      assert(error !== undefined, 'a malformed row was read without a word');
      const isData = WeitiaoError.isInstance(error) && error.exitCode === exitCodes.data;
      assert(isData, `a malformed row throws ${String(error)}; a ${DataFormatError.name} was wanted`);
      assert(
        (error as Error).message.startsWith(malformed.at),
        `the error does not begin with ${malformed.at}: ${error}`,
      );
    },
  },
  {
    name: 'closes its files when nobody reads on',
    async run({ source, services }) {
      const before = openFiles();
      const rows = rowsOf(source, services)[Symbol.asyncIterator]();
      await rows.next();
      await rows.return?.();
      const left = () => openFiles().filter((file) => !before.includes(file));
      for (let waited = 0; left().length > 0 && waited < 40; waited++) await setTimeout(5);
      assert(left().length === 0, `still open: ${left().join(', ')}`);
    },
  },
  {
    name: 'states its name and the licence of the data',
    run({ source: { name, licence } }) {
      assert(typeof licence === 'string' && licence.trim() !== '', 'the licence is empty');
      assert(typeof name === 'string' && name.trim() !== '', 'the name is empty');
    },
  },
];

/** Every promise of a data set of conversations. */
export const sourceChecks: readonly SourceCheck[] = [
  ...checks,
  {
    name: 'has something asked and something answered in every row',
    async run(subject) {
      for (const [index, { turns }] of ((await read(subject)) as Conversation[]).entries()) {
        const row = `row ${index + 1}`;
        const empty = turns.find(({ content, input }) => content.trim() === '' || input?.trim() === '');
        assert(empty === undefined, `${row} has an empty turn of the ${empty?.role}`);
        assert(
          turns.some(({ role }) => role === 'user'),
          `${row} asks nothing`,
        );
        assert(turns.at(-1)?.role === 'assistant', `${row} does not end with an answer`);
      }
    },
  },
];

/** Every promise of a data set of plain text. */
export const textChecks: readonly SourceCheck[] = [
  ...checks,
  {
    name: 'has text in every document',
    async run(subject) {
      assert(isTextSource(subject.source), 'it has no documents');
      const blank = ((await read(subject)) as Document[]).findIndex(({ text }) => text.trim() === '');
      assert(blank < 0, `document ${blank + 1} holds no text`);
    },
  },
];
