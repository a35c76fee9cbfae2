import { eastAsianWidth } from 'get-east-asian-width';

/** Places that a text takes on a terminal: two a Chinese character. */
export const terminalWidth = (text: string): number =>
  [...text].reduce((sum, character) => sum + eastAsianWidth(character.codePointAt(0)!), 0);

/** Lines with columns of equal width, no line with blanks at its end. */
export function terminalTable(rows: readonly (readonly string[])[]): string[] {
  const columns = Math.max(0, ...rows.map(({ length }) => length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((cells) => terminalWidth(cells[column] ?? ''))),
  );
  return rows.map((cells) =>
    cells
      .map((cell, column) => cell + ' '.repeat(widths[column]! - terminalWidth(cell) + 3))
      .join('')
      .trimEnd(),
  );
}
