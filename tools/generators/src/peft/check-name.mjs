import { names } from '@nx/devkit';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

/**
 * @param {string} name
 * @param {string} templates folder of the files that will hold it
 * @throws {Error} when a method cannot be called so
 */
export function checkName(name, templates) {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    const near = names(name).fileName.replace(/[^a-z0-9]+/g, '-').replace(/^[-0-9]+|-+$/g, ''); // prettier-ignore
    throw new Error(
      `"${name}" is no name of a method: wanted are small letters and digits, with hyphens between words${near ? `, such as "${near}"` : ''}.`,
    );
  }
  const word = names(name).propertyName;
  if (isReserved(word) || importedBy(templates).has(word)) {
    throw new Error(`The name "${name}" cannot be that of a method: in its file "${word}" means something else already.`); // prettier-ignore
  }
}

/** Whether JavaScript forbids a variable of that name. @param {string} word */
function isReserved(word) {
  try {
    new Script(`'use strict'; let ${word};`);
    return false;
  } catch {
    return true;
  }
}

/** Names that the templates import. @param {string} folder */
function importedBy(folder) {
  const files = readdirSync(join(folder, 'src'));
  const texts = files.map((file) => readFileSync(join(folder, 'src', file), 'utf8'));
  const lists = texts.flatMap((text) => [...text.matchAll(/^import (?:type )?\{ (.*?) \}/gm)].map(([, list = '']) => list)); // prettier-ignore
  return new Set(lists.flatMap((list) => list.split(/,\s*/)).map((one) => one.replace(/^type /, '')));
}
