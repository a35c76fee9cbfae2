import { describe, expect, it } from '@jest/globals';
import { DataFormatError } from '@weitiao/core';
import fc from 'fast-check';
import { jsonFault } from './json-fault.js';
import { parseJson } from './parse-json.js';

describe('parseJson', () => {
  it.each([
    ['{\n  "a": 1,\n  "b": }', 3, 8, '"}"', 'a value'],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, '"\\"b\\": 2"', '"," or "}"'],
    ['[1, 2', 1, 6, 'the end of the file', '"," or "]"'],
    ['', 1, 1, 'the end of the file', 'a value'],
    ['{"a": 1,}', 1, 9, '"}"', 'a key in quotes'],
    ['{a: 1}', 1, 2, '"a: 1}"', 'a key in quotes or "}"'],
    ["{'a': 1}", 1, 2, `"'a': 1}"`, 'a key in quotes or "}"'],
    ['{"a" 1}', 1, 6, '"1}"', '":"'],
    ['{"a": 1}\n{"b": 2}', 2, 1, '"{\\"b\\": 2}"', 'the end'],
    ['{"a": NaN}', 1, 7, '"NaN}"', 'a value'],
    ['["x\ny"]', 1, 2, '"\\"x"', 'a value or "]"'],
    ['[01]', 1, 2, '"01]"', 'a value or "]"'],
  ])('says where %j stops being JSON', (text, line, column, came, wanted) => {
    const parse = () => parseJson(text, 'config.json');
    expect(parse).toThrow(DataFormatError);
    expect(parse).toThrow(
      `config.json:${line}: this is not JSON: at column ${column} came ${came}, wanted was ${wanted}.`,
    );
  });

  it('passes over a byte order mark', () => expect(parseJson('\uFEFF{"a":1}', 'x')).toEqual({ a: 1 }));

  it('gives what JSON.parse gives', () => {
    fc.assert(fc.property(fc.json(), (text) => expect(parseJson(text, 'x')).toEqual(JSON.parse(text))));
  });

  it('finds a fault in exactly the texts that JSON.parse refuses', () => {
    const mutated = fc.tuple(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', ',', '{', '}', '[', ']', '"', ':', '1', 'e', '-', '.', '\\', '\n', 'null'),
    );
    fc.assert(
      fc.property(mutated, ([json, at, piece]) => {
        const place = at % (json.length + 1);
        const text = json.slice(0, place) + piece + json.slice(place + 1);
        const fault = jsonFault(text);
        const sound = fault.wanted === 'the end' && fault.came === 'the end of the file';
        let parsed = true;
        try {
          JSON.parse(text);
        } catch {
          parsed = false;
        }
        expect(sound).toBe(parsed);
      }),
      { numRuns: 2000 },
    );
  });

  it('survives a million open brackets', () => {
    expect(() => parseJson('['.repeat(1_000_000), 'deep.json')).toThrow(DataFormatError);
  });
});
