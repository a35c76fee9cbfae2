import { none, type Cell, type TableRow } from '@weitiao/python-reference';

export const columns = ['logits', 'cached', 'padded', 'train step', 'round trip'] as const;
export type Column = (typeof columns)[number];

export const head: readonly string[] = ['family', 'checkpoint', ...columns];

/** Cells of one checkpoint as they are found. */
export type Found = Readonly<Partial<Record<Column, Cell>>>;

/** @param otherwise why a cell was not found */
export const tableRow = (family: string, name: string, found: Found, otherwise: string): TableRow => ({
  labels: [family, name],
  cells: columns.map((column) => found[column] ?? none(otherwise)),
});
