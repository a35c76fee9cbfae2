import { extname } from 'node:path';
import { StudyError } from '@weitiao/core';
import type { TableFormat } from '@weitiao/data';
import type { TableOptions } from './table-options.js';

const endings: Readonly<Record<string, TableFormat>> = {
  '.csv': 'csv',
  '.tsv': 'tsv',
  '.tab': 'tsv',
  '.json': 'json',
  '.jsonl': 'json',
  '.ndjson': 'json',
};

/** @throws StudyError when neither the options nor the name of the file tell */
export function tableFormat({ from, format }: Pick<TableOptions, 'from' | 'format'>): TableFormat {
  const found = format ?? endings[extname(from).toLowerCase()];
  if (found) return found;
  throw new StudyError(`The name ${from} does not tell what is in the file. Say format: csv, tsv or json.`);
}
