import type { Arm } from '../arms/arm.js';
import type { Width } from '../plots/draw.js';
import type { Table } from '../tables/table.js';

/** A plot, before anybody decides for which screen or file it is drawn. */
export interface Figure {
  readonly kind: 'figure';
  /** Of its file, without an ending. */
  readonly name: string;
  readonly caption: string;
  /** Whom the marks stand for. */
  readonly arms: readonly Arm[];
  /** @returns SVG */
  readonly plot: (width: Width) => string;
}

export interface NamedTable {
  readonly kind: 'table';
  readonly name: string;
  readonly table: Table;
}

/** What a report shows, whatever it is written as. */
export type Content = Figure | NamedTable;
