import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { DataFormatError } from '@weitiao/core';
import { readDelimited, type SourceFile } from '@weitiao/data';
import { subjectOf } from '../subject.js';
import type { WrittenRow } from './written-row.js';

/**
 * A folder of CSV files, one a subject: MMCU's sheets, exported. The file's name, or its path below the folder, is the subject. First a row
 * of titles; then the question, its options, and the answer in the last column. Its folder `test` counts where there is one; `dev` holds examples.
 * @throws DataFormatError
 */
export async function* readFolder({ path, name }: SourceFile, signal?: AbortSignal): AsyncGenerator<WrittenRow> {
  const found = (await readdir(path, { recursive: true })).map((file) => file.split(sep).join('/'));
  const tables = found.filter((file) => file.toLowerCase().endsWith('.csv')).sort();
  const tests = tables.filter((file) => file.startsWith('test/'));
  const wanted = tests.length > 0 ? tests : tables.filter((file) => !file.startsWith('dev/'));
  if (wanted.length === 0) {
    const isExcel = found.some((file) => file.endsWith('.xlsx'));
    const advice = isExcel ? ' Export each sheet of the .xlsx files as CSV in UTF-8, e.g. 教育_化学.csv.' : '';
    throw new DataFormatError(name, `this folder holds no CSV files, one a subject.${advice}`);
  }
  for (const table of wanted) {
    const file = { path: join(path, table), name: `${name}/${table}` };
    const subject = table.replace(/^test\//, '').replace(/\.csv$/i, '');
    for await (const row of readTable(file, subject, signal)) yield { ...row, name: file.name };
  }
}

async function* readTable(
  file: SourceFile,
  name: string,
  signal?: AbortSignal,
): AsyncGenerator<Omit<WrittenRow, 'name'>> {
  const subject = subjectOf(name);
  let titles: readonly string[] | undefined;
  for await (const { value: fields, line } of readDelimited(file, ',', signal)) {
    if (!titles) {
      titles = fields;
      if (fields.length < 4) {
        throw new DataFormatError(
          `${file.name}:${line}`,
          `The columns are ${fields.join(', ')}; a question, at least two options and the answer were wanted.`,
        );
      }
      continue;
    }
    if (fields.length !== titles.length) {
      yield { line, value: { fault: `This row has ${fields.length} fields; the first one has ${titles.length}.` } };
      continue;
    }
    // Tables that pandas wrote begin with a column of row numbers, which has no title.
    const [text = '', ...rest] = titles[0] === '' ? fields.slice(1) : fields;
    const options = rest.slice(0, -1);
    while (options.at(-1)?.trim() === '') options.pop();
    yield { line, value: { subject, text, options, answer: rest.at(-1) ?? '' } };
  }
}
