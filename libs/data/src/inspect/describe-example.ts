import { displayWidth, padded, visible } from './display-width.js';
import type { InspectedRow, InspectedToken } from './inspect-examples.js';

const lineNames = ['text', 'id', 'position', 'trained'] as const;
const nameWidth = Math.max(...lineNames.map((name) => name.length));

/** A token as it is drawn: one text for each line, behind a stroke. */
interface Cell {
  readonly stroke: string;
  readonly lines: readonly string[];
  readonly width: number;
}

/**
 * A row as a table for the terminal: under each token its id, its position and whether it is trained; `┃` where another example begins,
 * `…` where a character goes on in the next token.
 * @param columns of the terminal
 */
export function describeExample(row: InspectedRow, columns = 100): string {
  const bands: Cell[][] = [];
  let room = 0;
  row.tokens.forEach((token, index) => {
    const begins = index > 0 && token.segment !== row.tokens[index - 1]!.segment;
    const cell = draw(token, begins ? '┃' : '│');
    if (cell.width + 1 > room) {
      bands.push([]);
      room = columns - nameWidth;
    }
    room -= cell.width + 1;
    bands.at(-1)!.push(cell);
  });
  return [heading(row), ...bands.map(drawBand)].join('\n\n');
}

function heading({ tokens, examples, padding }: InspectedRow): string {
  const many = (count: number, name: string) => `${count} ${name}${count === 1 ? '' : 's'}`;
  const trained = tokens.filter((token) => token.trained).length;
  const facts = [many(tokens.length, 'token'), `${trained} trained`, ...(padding > 0 ? [`${padding} of padding`] : [])];
  return `${many(examples.length, 'segment')} (row ${examples.join(', ')} of the data): ${facts.join(', ')}`;
}

function draw({ id, text, position, trained }: InspectedToken, stroke: string): Cell {
  const shown = id === undefined ? '⟨virtual⟩' : text === '' ? '…' : visible(text);
  const lines = [shown, id === undefined ? '-' : String(id), String(position), trained ? '■' : '·'];
  return { stroke, lines, width: Math.max(...lines.map(displayWidth)) };
}

function drawBand(cells: readonly Cell[]): string {
  const lines = lineNames.map((name, line) => {
    const drawn = cells.map(({ stroke, lines: texts, width }) => stroke + padded(texts[line]!, width));
    return (padded(name, nameWidth) + drawn.join('')).trimEnd();
  });
  return lines.join('\n');
}
