import { extname } from 'node:path';
import type { TextOptions } from './text-options.js';

export type TextFormat = NonNullable<TextOptions['format']>;

const endings: Readonly<Record<string, TextFormat>> = {
  '.txt': 'text',
  '.text': 'text',
  '.md': 'text',
  '.json': 'json',
  '.jsonl': 'json',
  '.ndjson': 'json',
  '.csv': 'csv',
  '.tsv': 'tsv',
};

/** What the name of a file tells of it, if anything. */
export const formatOfName = (name: string): TextFormat | undefined => endings[extname(name).toLowerCase()];

export const knownEndings: readonly string[] = Object.keys(endings);
