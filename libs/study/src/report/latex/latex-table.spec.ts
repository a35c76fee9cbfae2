import { describe, expect, it } from '@jest/globals';
import { left, right } from '../tables/table.js';
import { latexTable, latexText } from './latex-table.js';

describe('latexText', () => {
  it('shows what LaTeX would take for a command', () => {
    expect(latexText('50 % & a_b {#1} \\input{x} ~^$ 医学')).toBe(
      '50 \\% \\& a\\_b \\{\\#1\\} \\textbackslash{}input\\{x\\} \\textasciitilde{}\\textasciicircum{}\\$ 医学',
    );
    expect(latexText('−0.6 ±1 <.001 a\nb')).toBe('$-$0.6 $\\pm$1 $<$.001 a b');
  });
});

describe('latexTable', () => {
  it('is a tabular with its caption as a comment of one line', () => {
    const table = {
      caption: 'Scores\n\\end{document}',
      columns: [left('arm'), right('95 % interval')],
      rows: [['lora', { text: '[−1, 2]', tone: 'tie' as const }]],
    };
    expect(latexTable(table)).toBe(
      [
        '% Scores \\end{document}',
        '\\begin{tabular}{lr}',
        '  \\toprule',
        '  arm & 95 \\% interval \\\\',
        '  \\midrule',
        '  lora & {[}$-$1, 2] \\\\',
        '  \\bottomrule',
        '\\end{tabular}',
        '',
      ].join('\n'),
    );
  });
});
