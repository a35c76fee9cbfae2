import { describe, expect, it } from '@jest/globals';
import { markdownTable, markdownText } from './markdown-table.js';
import { left, right } from './table.js';

describe('markdownTable', () => {
  it('aligns numbers to the right and keeps cells in their row', () => {
    const table = {
      caption: 'Scores',
      columns: [left('arm'), right('score')],
      rows: [['a|b\nc', { text: '1', tone: 'tie' as const }]],
    };
    expect(markdownTable(table)).toBe('**Scores**\n\n| arm | score |\n| --- | ---: |\n| a\\|b c | 1 |');
  });

  it('takes the meaning from markup in data', () => {
    expect(markdownText('<b>&lt; *x* `y` query_key [a](b) ~~z~~')).toBe(
      '&lt;b>&amp;lt; \\*x\\* \\`y\\` query\\_key [a]\\(b) \\~\\~z\\~\\~',
    );
  });
});
