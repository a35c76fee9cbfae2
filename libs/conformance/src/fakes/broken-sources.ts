import { open, type FileHandle } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { DataFormatError, type Conversation, type InstructionSource, type TextSource } from '@weitiao/core';
import type { SourceSubject } from '../source/subject.js';

const row = (index: number): Conversation => ({
  turns: [
    { role: 'user', content: `What is ${index}?` },
    { role: 'assistant', content: `It is ${index}.` },
  ],
});

const source = (conversations: () => AsyncIterable<Conversation>, licence = 'CC0-1.0'): InstructionSource => ({
  specVersion: 1,
  kind: 'dataset',
  name: 'tiny',
  options: {},
  licence,
  conversations,
});

/** `count` rows, each as `change` makes it. @param reading counts the readings */
function rows(change: (conversation: Conversation, index: number, reading: number) => Conversation, count = 4) {
  let readings = 0;
  return source(async function* () {
    const reading = readings++;
    for (let index = 0; index < count; index++) yield change(row(index), index, reading);
  });
}

/** A row that fails with `error`. */
const failing = (error: Error) =>
  source(async function* () {
    yield row(0);
    throw error;
  });

export const honestSource = (): InstructionSource => rows((conversation) => conversation);
export const honestMalformed = () => ({
  source: failing(new DataFormatError('rows.json:2', 'this row is no object.')),
  at: 'rows.json:2',
});

const textOf = (text: (index: number) => string): TextSource => ({
  specVersion: 1,
  kind: 'dataset',
  name: 'tiny text',
  options: {},
  licence: 'CC0-1.0',
  async *documents() {
    for (let index = 0; index < 4; index++) yield { text: text(index) };
  },
});
export const honestText = (): TextSource => textOf((index) => `Text ${index}.`);
export const brokenDocuments = (): TextSource => textOf((index) => (index === 2 ? ' \n' : 'Text.'));

/** Else the garbage collector would close what is forgotten. */
const held: FileHandle[] = [];
export const closeForgotten = async (): Promise<void> => {
  for (const handle of held.splice(0)) await handle.close();
};

/** For each check of a data set a change to an honest one that must fail it. */
export const brokenSources: Readonly<Record<string, () => Partial<SourceSubject>>> = {
  'reads the same rows in the same order twice': () => ({
    source: rows((_conversation, index, reading) => row(index + reading)),
  }),
  'reads every row': () => ({ source: rows((conversation) => conversation, 3) }),
  'has something asked and something answered in every row': () => ({
    source: rows(({ turns }, index) => ({
      turns: index === 2 ? turns.map((turn) => ({ ...turn, content: ' ' })) : turns,
    })),
  }),
  'has rows that JSON can keep': () => ({
    source: rows((conversation) => ({ ...conversation, read: new Date(0) }) as Conversation),
  }),
  'names file and line of a malformed row': () => ({
    malformed: { source: failing(new DataFormatError('rows.json', 'a row is no object.')), at: 'rows.json:2' },
  }),
  'closes its files when nobody reads on': () => ({
    source: source(async function* () {
      const handle = await open(fileURLToPath(import.meta.url));
      held.push(handle);
      yield row(0);
      await handle.close(); // never reached by who stops at the first row
    }),
  }),
  'states its name and the licence of the data': () => ({ source: { ...honestSource(), licence: '' } }),
};
