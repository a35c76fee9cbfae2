import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { collect, failure } from '../__fixtures__/collect.js';
import { memoryUsed } from '../__fixtures__/memory-used.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { readJson } from './read-json.js';

const folder = temporaryFolder();
const read = (content: string | Uint8Array) => readJson(folder.file('data.json', content));

describe('a JSON array', () => {
  it('gives every element and the line that it begins on', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 1, 2), async (values, indent) => {
        const texts = values.map((value) => JSON.stringify(value, undefined, indent));
        const separator = indent === undefined ? ',' : ',\n';
        let line = 1;
        const lines = texts.map((text) => {
          const begins = line;
          line += `${text}${separator}`.split('\n').length - 1;
          return begins;
        });
        const rows = await collect(read(`[${texts.join(separator)}]`));
        expect(rows.map((row) => row.value)).toEqual(
          values.map((value) => JSON.parse(JSON.stringify(value)) as unknown),
        );
        expect(rows.map((row) => row.line)).toEqual(lines);
      }),
    );
  });

  it('may be empty, and may begin with a byte order mark and blanks', async () => {
    expect(await collect(read('[]'))).toEqual([]);
    expect(await collect(read('\ufeff \n [\r\n1 ] \n'))).toEqual([{ value: 1, line: 3 }]);
  });

  it.each([
    ['[{"a": 1},\n {"a": 2},\n {"a": tru}]', 'data.json:3: is not valid JSON: unexpected "}". Row 3 begins on line 3.'],
    ['[{"a": 1}\n {"a": 2}]', 'data.json:2: is not valid JSON: unexpected "{". Row 2 begins on line 2.'],
    [
      '[\n{\n"a": "x\n}]',
      'data.json:3: is not valid JSON: a text goes on over the end of the line. Is a closing quote missing? Row 1 begins on line 2.',
    ],
    [
      '[{"a": 1},\n{"a": 2',
      'data.json:2: is not valid JSON: the file ends before the array does. Was it cut off? Row 2 begins on line 2.',
    ],
    ['[1, 2', 'data.json:1: is not valid JSON: the file ends before the array does. Was it cut off?'],
    ['[1,\n]', 'data.json:2: is not valid JSON: unexpected "]".'],
    ['[1]\n[2]', 'data.json:2: is not valid JSON: unexpected "[".'],
  ])('that is malformed is refused with its line: %j', async (content, message) => {
    expect(await failure(read(content))).toBe(message);
  });

  it('is read without holding the file in memory', async () => {
    const row = JSON.stringify({ instruction: '写一首诗', output: '春眠不觉晓，处处闻啼鸟。'.repeat(40) });
    const file = folder.file('large.json', `[${Array.from({ length: 15_000 }, () => row).join(',\n')}]`);
    const before = memoryUsed();
    let [rows, most] = [0, 0];
    for await (const { line } of readJson(file)) {
      expect(line).toBe(++rows);
      if (rows % 3000 === 0) most = Math.max(most, memoryUsed() - before);
    }
    expect(rows).toBe(15_000);
    expect(most).toBeLessThan(11); // The file has 22 MB; usual is less than 1.
  });
});

describe('JSON lines', () => {
  it('are told by the first character, whatever the name', async () => {
    expect(await collect(read('{"a": 1}\r\n\n  {"a": "二"}'))).toEqual([
      { value: { a: 1 }, line: 1 },
      { value: { a: '二' }, line: 3 },
    ]);
  });

  it('that are malformed are refused with file and line', async () => {
    expect(await failure(read('{"a": 1}\n\n{"a": }\n'))).toMatch(
      /^data.json:3: is not valid JSON: .*Each line must be a whole JSON document\.$/,
    );
  });
});

it('something else is refused', async () => {
  expect(await failure(read(' \n '))).toBe('data.json: is empty.');
  expect(await failure(read('instruction,output\n'))).toMatch(
    /^data.json:1: begins with "i"; a JSON array, or one JSON object a line/,
  );
});
