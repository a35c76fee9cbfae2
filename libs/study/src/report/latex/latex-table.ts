import { textOf, type Table } from '../tables/table.js';

const characters: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '−': '$-$',
  '±': '$\\pm$',
  '–': '--',
  '·': '$\\cdot$',
  '\u00a0': '~',
  '<': '$<$',
  '>': '$>$',
};

/** Text of data as LaTeX that shows it and does nothing else. */
export const latexText = (text: string): string =>
  text
    .replace(/\s*\n\s*/g, ' ')
    .replace(/[\\~^−±–·\u00a0<>]|[&%$#_{}]/g, (character) => characters[character] ?? `\\${character}`);

/**
 * A `tabular` with the rules of the package booktabs, to be taken into a document by `\input`. Its caption is a comment: how a table floats is the
 * document's matter. Chinese text needs XeLaTeX or LuaLaTeX with ctex.
 */
export function latexTable({ caption, columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `  ${cells.map(cellText).join(' & ')} \\\\`;
  return [
    `% ${caption.replace(/\s+/g, ' ')}`,
    `\\begin{tabular}{${columns.map(({ align }) => align[0]).join('')}}`,
    '  \\toprule',
    line(columns.map(({ title }) => title)),
    '  \\midrule',
    ...rows.map((cells) => line(cells.map(textOf))),
    '  \\bottomrule',
    '\\end{tabular}',
    '',
  ].join('\n');
}

/** A bracket that begins a cell would be read as an option of the line break before it. */
const cellText = (text: string): string => latexText(text).replace(/^\[/, '{[}');
