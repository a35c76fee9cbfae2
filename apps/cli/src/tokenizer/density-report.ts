import { basename } from 'node:path';
import { tokenDensity, type TokenDensity } from '@weitiao/tokenizer';
import { textsOf } from './texts-of.js';

/** What two tokenizers make of one file. */
export interface DensityRow {
  readonly file: string;
  readonly before: TokenDensity;
  readonly after: TokenDensity;
}

type Encode = (text: string) => { readonly length: number };

export async function densityRows(files: readonly string[], before: Encode, after: Encode): Promise<DensityRow[]> {
  const rows: DensityRow[] = [];
  for (const file of files)
    rows.push({
      file,
      before: await tokenDensity(textsOf(file), before),
      after: await tokenDensity(textsOf(file), after),
    });
  return rows;
}

/** A table for the terminal. */
export function densityLines(rows: readonly DensityRow[]): string[] {
  const number = (value: number) => value.toLocaleString('en');
  const cells = [
    ['file', 'characters', 'tokens', 'after', 'characters per token', 'after'],
    ...rows.map(({ file, before, after }) => [
      basename(file),
      ...[before.characters, before.tokens, after.tokens].map(number),
      ...[before, after].map(({ charactersPerToken }) => charactersPerToken.toFixed(3)),
    ]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '),
  );
}
