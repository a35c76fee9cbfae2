import { textOf, type Table } from './table.js';

/** Text of data as Markdown that shows it and does nothing else. */
export const markdownText = (text: string): string =>
  text
    .replace(/[\\`*_|~]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/\]\(/g, ']\\(')
    .replace(/\s*\n\s*/g, ' ');

/** A table as GitHub's Markdown, its caption above. */
export function markdownTable({ caption, columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    `**${markdownText(caption)}**`,
    '',
    line(columns.map(({ title }) => markdownText(title))),
    line(columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
    ...rows.map((cells) => line(cells.map((cell) => markdownText(textOf(cell))))),
  ].join('\n');
}
