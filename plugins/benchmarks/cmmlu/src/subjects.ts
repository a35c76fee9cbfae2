import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFormatError, StudyError, type Services } from '@weitiao/core';
import { sourceFile } from '@weitiao/data';
import { z } from 'zod';

const texts = z.record(z.string(), z.string());
const lists = z.record(z.string(), z.array(z.string()));
const tables = z.object({ name_en2zh: texts, subcategories: lists, categories: lists });

/** What CMMLU says of a subject. */
export interface SubjectFacts {
  /** Chinese, as the prompt has it. */
  readonly name: string;
  /** Of STEM, Humanities, Social Science, Other, China specific: one or several. */
  readonly categories: readonly string[];
}

/**
 * Reads the tables of CMMLU's src/categories.py, as Python or as JSON of the same names.
 * @param path where; else `categories.json` in `from`, or `../src/categories.py` beside it, as in a clone
 * @throws DataFormatError
 */
export async function readSubjects(
  from: string,
  path: string | undefined,
  services: Services,
): Promise<(subject: string) => SubjectFacts> {
  // A repository of a hub has nothing beside it.
  const usual = /^[a-z]{2,}:/.test(from)
    ? [`${from}/categories.json`]
    : [join(from, 'categories.json'), join(from, '../src/categories.py')];
  const places = path === undefined ? usual : [path];
  const file = await firstThere(places, services);
  if (file === undefined) {
    throw new DataFormatError(
      places.join(', '),
      'no such file. It names the subjects: src/categories.py of https://github.com/haonan-li/CMMLU. Say where it is: categories: FILE.',
    );
  }
  const { name_en2zh: names, subcategories, categories } = await readTables(file, services);
  return (subject) => {
    const name = names[subject];
    if (name === undefined) throw new DataFormatError(file, `"${subject}" is no subject of it.`);
    const own = subcategories[subject] ?? [];
    const wider = Object.entries(categories).filter(([, narrower]) => narrower.some((entry) => own.includes(entry)));
    return { name, categories: wider.map(([category]) => category) };
  };
}

async function firstThere(places: readonly string[], services: Services): Promise<string | undefined> {
  for (const place of places) {
    if (await isThere(place, services)) return place;
  }
  return undefined;
}

async function isThere(place: string, services: Services): Promise<boolean> {
  try {
    await access((await sourceFile(place, services)).path);
    return true;
  } catch (error) {
    // A hub that does not have the file is not one that does not answer.
    if (error instanceof StudyError || (error as NodeJS.ErrnoException).code !== undefined) return false;
    throw error;
  }
}

async function readTables(file: string, services: Services): Promise<z.output<typeof tables>> {
  const text = await readFile((await sourceFile(file, services)).path, 'utf8');
  try {
    return tables.parse(file.endsWith('.py') ? fromPython(text) : JSON.parse(text));
  } catch (cause) {
    throw new DataFormatError(file, 'the tables name_en2zh, subcategories and categories of CMMLU were wanted.', {
      cause,
    });
  }
}

/** Tables of strings and lists of strings are JSON, but for quotes and last commas. */
function fromPython(text: string): Record<string, unknown> {
  const assigned = text.matchAll(/^(\w+)\s*=\s*(\{.*?^\})/gms);
  return Object.fromEntries(
    [...assigned].map(([, name, table = '']) => [
      name,
      JSON.parse(table.replace(/'([^'"\n]*)'/g, '"$1"').replace(/,(\s*[\]}])/g, '$1')) as unknown,
    ]),
  );
}
