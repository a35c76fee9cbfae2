import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFormatError, StudyError, type Services } from '@weitiao/core';
import { sourceFile, type SourceFile } from '@weitiao/data';
import { formatOfName, knownEndings, type TextFormat } from './text-format.js';
import type { TextOptions } from './text-options.js';

export interface TextFile extends SourceFile {
  readonly format: TextFormat;
}

/**
 * The files that the options name, in the order of their paths: the one file, or all below the folder whose names do not begin with a dot. In a
 * folder files of other kinds are left out, and told.
 * @throws StudyError when neither options nor name tell what a file is; DataFormatError when a folder holds nothing to read
 */
export async function textFiles({ from, format }: TextOptions, services: Services): Promise<TextFile[]> {
  const file = await sourceFile(from, services);
  const found = await stat(file.path).catch(() => undefined);
  if (!found?.isDirectory()) return [{ ...file, format: format ?? formatOf(from) }];
  const names = await namesBelow(file.path);
  const read = names.filter((name) => isFormat(formatOfName(name), format));
  if (read.length === 0)
    throw new DataFormatError(
      from,
      `holds no file of text. ${names.length} other files are in it; wanted are ${knownEndings.join(' ')}.`,
    );
  const left = names.length - read.length;
  if (left > 0) services.warn(`${from}: ${left.toLocaleString('en-US')} files are left out.`);
  return read.map((name) => ({
    path: join(file.path, name),
    name: `${from.replace(/\/$/, '')}/${name}`,
    format: formatOf(name),
  }));
}

const isFormat = (found: TextFormat | undefined, wanted: TextFormat | undefined): boolean =>
  found !== undefined && (wanted === undefined || found === wanted);

/** @throws StudyError */
function formatOf(name: string): TextFormat {
  const found = formatOfName(name);
  if (found) return found;
  throw new StudyError(`The name ${name} does not tell what is in the file. Say format: text, json, csv or tsv.`);
}

/** Paths inside the folder, with "/" between their parts, by code units: the same order on every machine. */
async function namesBelow(folder: string, inside = ''): Promise<string[]> {
  const entries = await readdir(join(folder, inside), { withFileTypes: true });
  const names = entries
    .filter(({ name }) => !name.startsWith('.'))
    .map(async (entry) => {
      const name = inside === '' ? entry.name : `${inside}/${entry.name}`;
      return entry.isDirectory() ? namesBelow(folder, name) : [name];
    });
  return (await Promise.all(names)).flat().sort((a, b) => (a < b ? -1 : 1));
}
