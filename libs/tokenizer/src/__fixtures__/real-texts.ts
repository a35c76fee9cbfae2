import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface RealTexts {
  readonly file: string;
  readonly texts: string;
  readonly count: number;
  readonly tokens: number;
  /** A digest for each block of texts. */
  readonly blocks: readonly string[];
}

/** The texts that tools/fixtures/tokenizer_ids.py chose, each cut to `longest` characters. */
export function realTexts(
  path: string,
  { texts, count }: RealTexts,
  longest: number,
  odd: readonly string[],
): string[] {
  const content = readFileSync(path, 'utf8');
  const lines = content.split('\n').filter((line) => line !== '');
  const found = texts === 'lines' ? lines : strings(content.startsWith('[') ? [content] : lines);
  const chosen = texts === 'disturbed' ? found.map((text) => disturbed(text, odd)) : found;
  return chosen.slice(0, count).map((text) => [...text].slice(0, longest).join(''));
}

/** As the script computes it. */
export function digest(rows: readonly (readonly number[])[]): string {
  const text = rows.map((ids) => ids.join(' ')).join('\n');
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** Every string of the documents that is not empty, in their order. */
function strings(documents: readonly string[]): string[] {
  const walk = (value: unknown): string[] => {
    if (typeof value === 'string') return value === '' ? [] : [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(walk) : [];
  };
  return documents.flatMap((document) => walk(JSON.parse(document)));
}

function disturbed(text: string, odd: readonly string[]): string {
  const characters = [...text];
  let result = '';
  for (let start = 0, part = 0; start < characters.length; start += 5, part++) {
    result += characters.slice(start, start + 5).join('') + odd[part % odd.length]!;
  }
  return result;
}
