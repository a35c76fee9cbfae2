import { stat } from 'node:fs/promises';
import { DataFormatError, type Services } from '@weitiao/core';
import { sourceFile } from '@weitiao/data';
import { checked, type Question } from '../question.js';
import { readFolder } from './read-folder.js';
import { readJsonQuestions } from './read-json-questions.js';

/** Questions that are left out because something is wrong with them. */
export interface Skipped {
  count: number;
}

/**
 * The questions of a JSON file, or of a folder of CSV files.
 * @param skipped counts the faulty ones, where they are left out; else the first one ends it
 * @throws DataFormatError with file and line
 */
export async function* readQuestions(
  from: string,
  services: Services,
  skipped: Skipped | undefined,
): AsyncGenerator<Question, void, undefined> {
  const file = await sourceFile(from, services);
  const isFolder = await stat(file.path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const read = isFolder ? readFolder : readJsonQuestions;
  for await (const { value, line, name } of read(file, services.signal)) {
    const question = 'fault' in value ? value : checked(value);
    if (!('fault' in question)) yield question;
    else if (skipped) skipped.count++;
    else throw new DataFormatError(`${name}:${line}`, `${question.fault}\n  ${advice}`);
  }
}

const advice =
  'Mend it, or say onBadRow: skip (skipped questions are counted). A subject never ends early without a word.';
