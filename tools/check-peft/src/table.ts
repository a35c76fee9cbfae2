import { columns, type Cell, type Column, type Row } from './cell.js';

const head: readonly string[] = ['case', 'model', ...columns];

/** A Markdown table whose columns line up, and below it what its numbers in brackets say. */
export function tableText(rows: readonly Row[]): string {
  const notes: string[] = [];
  const marked = (cell: Cell): string => {
    if (cell.note === undefined) return cellText(cell);
    const note = cell.note.replaceAll(/\s*\n\s*/g, ' ').trim();
    if (!notes.includes(note)) notes.push(note);
    return `${cellText(cell)} [${notes.indexOf(note) + 1}]`;
  };
  const lines = rows.map(({ name, model, cells }) => [name, model, ...columns.map((column) => marked(cells[column]))]);
  const widths = head.map((title, column) => Math.max(title.length, ...lines.map((line) => line[column]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const below = notes.map((note, number) => `${number + 1}. ${note}`);
  return [line(head), rule, ...lines.map(line), ...(below.length > 0 ? ['', ...below] : [])].join('\n');
}

function cellText({ state, differences = [] }: Cell): string {
  const word = { ok: 'ok', wrong: 'WRONG', none: '–' }[state];
  return [word, differences.map((difference) => difference.toExponential(1)).join(' · ')].filter(Boolean).join(' ');
}

/** Whether no cell is wrong, and there is one at all. */
export const passes = (rows: readonly Row[]): boolean =>
  rows.length > 0 && rows.every(({ cells }) => columns.every((column: Column) => cells[column].state !== 'wrong'));
