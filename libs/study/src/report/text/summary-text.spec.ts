import { describe, expect, it } from '@jest/globals';
import { syntheticStudy } from '../__fixtures__/synthetic-study.js';
import { reportOf } from '../report.js';
import { summaryText } from './summary-text.js';
import { terminalTable } from './terminal-table.js';

describe('terminalTable', () => {
  it('gives a Chinese character two places, and no line a blank at its end', () => {
    expect(
      terminalTable([
        ['医学', '1', ''],
        ['a', '2'],
      ]),
    ).toEqual(['医学   1', 'a      2']);
  });
});

describe('summaryText', () => {
  const text = summaryText(reportOf(syntheticStudy(160)));

  it('begins with what must be known, then has a table a benchmark and one of what training cost', () => {
    expect(text.split('\n\n').map((part) => part.split('\n')[0])).toEqual([
      'Note: 1 of 8 trials gave no result; nothing below counts it.',
      expect.stringMatching(/^Note: Trained once: full\./),
      expect.stringMatching(/^Note: At the edge of the learning rates/),
      'Note: Not of the size that was wanted, by more than 5 %: full.',
      'mmcu 1 · controlled · 160 questions, paired; differences from untuned',
      'belle-eval 2 · judge-reference · 40 questions, paired; differences from untuned',
      expect.stringMatching(/^ +learning rate$/),
      expect.stringMatching(/^ +trained parameters +time a trial +peak memory +held-out loss$/),
    ]);
  });

  it('tells a p only with a difference that is shown', () => {
    expect(text).toMatch(/^lora +[\d.]+ ±[\d.]+ \(8 unread\) +\+[\d.]+ \[\+[\d.]+, \+[\d.]+\] +<\.001 higher$/m);
    expect(text).toMatch(/^full +[\d.]+ .* tie$/m);
    expect(text).toMatch(/^smallest difference this size can show: [\d.]+ to [\d.]+$/m);
    expect(text).toMatch(/^untuned +[\d.]+ \S+( \S+)?$/m);
  });

  it('says nothing of what nobody was asked', () => {
    expect(summaryText(reportOf({ name: 'none', trials: [], manifest: undefined }))).toBe('');
  });
});
