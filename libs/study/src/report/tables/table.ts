/** Text, or text with what it says of a difference, for colour; never colour alone. */
export type Cell = string | { readonly text: string; readonly tone: 'higher' | 'lower' | 'tie' | 'failed' };

/** A table for people; the first column names the row. */
export interface Table {
  readonly caption: string;
  readonly columns: readonly { readonly title: string; readonly align: 'left' | 'right' }[];
  readonly rows: readonly (readonly Cell[])[];
}

export const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);

export const left = (title: string) => ({ title, align: 'left' as const });
export const right = (title: string) => ({ title, align: 'right' as const });
