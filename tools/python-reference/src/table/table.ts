import type { Cell } from './cell.js';

/** A row of a table of checks: what it is of, and a cell a column. */
export interface TableRow {
  readonly labels: readonly string[];
  readonly cells: readonly Cell[];
}

/**
 * A Markdown table whose columns line up, and below it what its numbers in brackets say.
 * @param head titles of the labels and of the columns
 */
export function tableText(head: readonly string[], rows: readonly TableRow[]): string {
  const notes: string[] = [];
  const marked = (cell: Cell): string => {
    if (cell.note === undefined) return cellText(cell);
    const note = cell.note.replaceAll(/\s*\n\s*/g, ' ').trim();
    if (!notes.includes(note)) notes.push(note);
    return `${cellText(cell)} [${notes.indexOf(note) + 1}]`;
  };
  const lines = rows.map(({ labels, cells }) => [...labels, ...cells.map(marked)]);
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
export const passes = (rows: readonly TableRow[]): boolean =>
  rows.length > 0 && rows.every(({ cells }) => cells.every(({ state }) => state !== 'wrong'));
