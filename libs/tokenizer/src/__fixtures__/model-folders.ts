import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { afterAll } from '@jest/globals';

/** What a file of a folder holds: a copy of the file at an absolute path, a text or bytes, or an object as JSON. */
export type FileContent = string | Uint8Array | object;

/** Folders that are removed when the specs of a file are done, and the small vocabularies to fill them with. */
export function modelFolders() {
  const made: string[] = [];
  afterAll(() => made.forEach((path) => rmSync(path, { recursive: true })));
  const folder = (files: Readonly<Record<string, FileContent>>): string => {
    const path = mkdtempSync(join(tmpdir(), 'weitiao-forms-'));
    made.push(path);
    for (const [name, content] of Object.entries(files)) {
      const file = join(path, name);
      if (typeof content === 'string' && isAbsolute(content)) copyFileSync(content, file);
      else if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(file, content);
      else writeFileSync(file, JSON.stringify(content));
    }
    return path;
  };
  return { folder, fixture };
}

/** A committed vocabulary file by its name. */
export function fixture(name: string): string {
  const places = ['../load/__fixtures__', '../sentencepiece/__fixtures__'].map((place) => join(import.meta.dirname, place, name)); // prettier-ignore
  const found = places.find((place) => existsSync(place));
  if (!found) throw new Error(`There is no fixture ${name}.`);
  return found;
}
