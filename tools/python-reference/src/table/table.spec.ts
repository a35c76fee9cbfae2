import { describe, expect, it } from '@jest/globals';
import { none, within, wrong, type Cell } from './cell.js';
import { passes, tableText, type TableRow } from './table.js';
import { betweenMarks, placed } from './write-between-marks.js';

const ok: Cell = { state: 'ok' };
const head = ['case', 'model', 'exchange', 'merge'];
const row = (name: string, exchange: Cell = ok, merge: Cell = ok): TableRow => ({
  ...{ labels: [name, 'tiny'], cells: [exchange, merge] },
});

describe('within', () => {
  it.each([
    ['at its tolerance', 1e-4, 'ok'],
    ['above it', 1.1e-4, 'wrong'],
    ['no number', NaN, 'wrong'],
    ['infinite', Infinity, 'wrong'],
  ])('%s', (_, difference, state) => {
    expect(within([['logits', difference, 1e-4]]).state).toBe(state);
  });

  it('says what is too far, and by how much', () => {
    const cell = within([
      ['a loss', 2e-5, 1e-5],
      ['weights', 1e-6, 1e-4],
    ]);
    expect(cell).toEqual(wrong('a loss differs by 2.0e-5, allowed 0.00001', 2e-5, 1e-6));
  });
});

describe('the table', () => {
  it('lines up, and says below what its numbers mean, each once', () => {
    const reason = 'virtual tokens are input';
    const text = tableText(head, [
      row('lora', within([['logits', 5e-7, 1e-4]])),
      row('p-tuning', none(reason)),
      row('prefix-tuning', wrong('two\n  lines'), none(reason)),
    ]);
    const [titles, rule, ...lines] = text.split('\n');
    expect(new Set([titles, rule, ...lines.slice(0, 3)].map((line) => line!.length)).size).toBe(1);
    expect(text).toContain('ok 5.0e-7');
    expect(lines[1]).toMatch(/– \[1\]/);
    expect(lines[2]).toMatch(/WRONG \[2\].*– \[1\]/);
    expect(lines.slice(4)).toEqual([`1. ${reason}`, '2. two lines']);
  });

  it('passes only with rows, none of them wrong', () => {
    expect(passes([])).toBe(false);
    expect(passes([row('a', none('why'))])).toBe(true);
    expect(passes([row('a'), row('b', ok, wrong('no'))])).toBe(false);
  });
});

describe('placed', () => {
  const first = placed('# Methods\n', 'check', 'old');

  it('puts the text at the end of a document without marks', () => {
    expect(first).toMatch(/^# Methods\n\n<!-- check: begin -->\n\nold\n\n<!-- check: end -->\n$/);
  });

  it('replaces what stands between the marks of that name, and nothing else', () => {
    const other = placed(`${first}\nafter\n`, 'other', 'stays');
    expect(placed(other, 'check', 'new')).toBe(other.replace('old', 'new'));
    expect(betweenMarks(other, 'check')).toBe('old');
    expect(betweenMarks(other, 'none')).toBeUndefined();
  });
});
