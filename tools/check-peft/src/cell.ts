import type { Cell, TableRow } from '@weitiao/python-reference';

export { attempt, none, within, wrong, type Cell } from '@weitiao/python-reference';

export const columns = [
  'kit',
  'gradient check',
  'peft → ours',
  'ours → peft',
  'training parity',
  'merge parity',
] as const;
export type Column = (typeof columns)[number];

export const head: readonly string[] = ['case', 'model', ...columns];

/** A case on one model. */
export interface Row {
  readonly name: string;
  readonly model: string;
  readonly cells: Readonly<Record<Column, Cell>>;
}

export const tableRow = ({ name, model, cells }: Row): TableRow => ({
  labels: [name, model],
  cells: columns.map((column) => cells[column]),
});
