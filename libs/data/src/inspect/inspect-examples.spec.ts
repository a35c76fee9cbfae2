import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { encodeExample, loadTokenizer, template, type Tokenizer } from '@weitiao/tokenizer';
import fc from 'fast-check';
import type { Example, Examples } from '../examples/index.js';
import { describeExample } from './describe-example.js';
import { displayWidth } from './display-width.js';
import { inspectExamples, inspectRows } from './inspect-examples.js';
import { tokenTexts } from './token-texts.js';

let tokenizer: Tokenizer;
beforeAll(async () => {
  tokenizer = await loadTokenizer(fileURLToPath(new URL('../../../../examples/quickstart/model', import.meta.url)));
});

function example(id: number, instruction: string, reply: string): Example {
  const turns = [
    { role: 'user' as const, content: instruction },
    { role: 'assistant' as const, content: reply },
  ];
  const encoded = encodeExample({ turns }, template('none'), tokenizer, { maxLength: 100, onTooLong: 'drop' });
  if ('dropped' in encoded) throw new Error(encoded.dropped);
  return { id, ...encoded };
}
const examplesOf = (...all: Example[]): Examples => ({
  count: all.length,
  length: (index) => all[index]!.tokens.length,
  trained: (index) => all[index]!.labels.length,
  segments: (index) => [all[index]!],
});
const nothing = { prompt: 0, prefix: 0 };

describe('inspectRows', () => {
  it('shows tokens, mask, segments and positions as they lie in the row', () => {
    const rows = inspectRows(
      [[example(4, '1+1=', '2'), example(9, '你', '好')], [example(5, '', '啊')]],
      tokenizer,
      nothing,
    );
    expect(rows.map(({ examples, padding }) => ({ examples, padding }))).toEqual([
      { examples: [4, 9], padding: 0 },
      { examples: [5], padding: 7 },
    ]);
    expect(rows[0]!.tokens.map(({ text, trained, position, segment }) => [text, trained, position, segment])).toEqual([
      ['1', false, 0, 1], ['+', false, 1, 1], ['1', false, 2, 1], ['=', false, 3, 1], ['2', true, 4, 1], ['</s>', true, 5, 1],
      ['你', false, 0, 2], ['好', true, 1, 2], ['</s>', true, 2, 2],
    ]); // prettier-ignore
    // The first of a segment is trained only where a virtual token stands before it.
    expect(rows[1]!.tokens.map(({ trained }) => trained)).toEqual([false, true]);
  });

  it('shows virtual tokens in front of each segment, and shifts positions by a prefix', () => {
    const [row] = inspectRows([[example(0, '', '啊')]], tokenizer, { prompt: 2, prefix: 3 });
    expect(row!.tokens.map(({ id, trained, position }) => [id, trained, position])).toEqual([
      [undefined, false, 3], [undefined, false, 4], [tokenizer.encode('啊')[0], true, 5], [2, true, 6],
    ]); // prettier-ignore
  });
});

describe('inspectExamples', () => {
  it('lays the examples out as a batch would', () => {
    const examples = examplesOf(
      example(0, '1+1=', '2'),
      example(1, '你', '好'),
      example(2, '你', '好'),
      example(3, '你', '好'),
    );
    const rows = (kind: 'padded' | 'packed') =>
      inspectExamples({ examples, tokenizer, rows: kind, capacity: 9 }).map((row) => row.examples);
    expect(rows('padded')).toEqual([[0], [1], [2]]);
    expect(rows('packed')).toEqual([[0, 1], [2]]);
    expect(inspectExamples({ examples, tokenizer, rows: 'padded', capacity: 9, indices: [3] })[0]!.examples).toEqual([
      3,
    ]);
  });
});

describe('tokenTexts', () => {
  it('are together the text, with no character cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        const ids = tokenizer.encode(text);
        const texts = tokenTexts(ids, tokenizer);
        expect(texts).toHaveLength(ids.length);
        expect(texts.join('')).toBe(text);
        if (!text.includes('\ufffd')) expect(texts.join('|')).not.toContain('\ufffd');
      }),
    );
  });

  it('say where a character is not ended', () => {
    expect(tokenTexts(tokenizer.encode('鱻').slice(0, -1), tokenizer).at(-1)).toBe('\ufffd');
  });
});

describe('describeExample', () => {
  it('draws a table in which Chinese and emoji keep the columns', () => {
    const [row] = inspectRows([[example(4, '你好 ', 'a\n🎉'), example(9, '1', '2')]], tokenizer, nothing);
    const text = describeExample(row!, 60);
    const ids = row!.tokens.map(({ id }) => id);
    expect(text.split('\n')[0]).toBe(`2 segments (row 4, 9 of the data): ${ids.length} tokens, 8 trained`);
    const lines = text.split('\n').slice(2);
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^text {4}│你好│␣ *│a *│↵ *│… *│.*🎉 *│<\/s>┃1 *│2 *│<\/s>$/u);
    // Every stroke stands below the stroke of the line above it.
    const strokes = lines.map((line) =>
      [...line.matchAll(/[│┃]/gu)].map(({ index }) => displayWidth(line.slice(0, index))),
    );
    for (const places of strokes) expect(places).toEqual(strokes[0]);
  });

  it('breaks at the width of the terminal', () => {
    const [row] = inspectRows([[example(0, '春眠不觉晓，处处闻啼鸟。'.repeat(3), '夜来风雨声')]], tokenizer, nothing);
    const lines = describeExample(row!, 40).split('\n').slice(1);
    expect(lines.length).toBeGreaterThan(8);
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(40);
  });

  it('lets no text steer the terminal', () => {
    const [row] = inspectRows([[example(0, '\u001b[31m\u202e', '\u0007\u200b')]], tokenizer, nothing);
    expect(describeExample(row!)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u200b\u202e]/);
    expect(describeExample(row!)).toContain('‹001b›');
  });
});

it.each([
  ['abc', 3],
  ['微调', 4],
  ['，。', 4],
  ['e\u0301', 1],
  ['👨‍👩‍👧', 2],
  ['👍🏽', 2],
  ['🇨🇳', 2],
  ['\u200b', 0],
  ['ｈｉ', 4],
  ['■·│', 3],
])('%s takes %i columns', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});
