import { readFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The checkout that this file belongs to. */
export const root = join(import.meta.dirname, '..', '..', '..');

/** @param {...string} parts */
export const inFolder = (...parts) => join(root, ...parts);

/** Notes of what was done, and the lock. Outside of node_modules, which `npm ci` wipes. */
export const stampsFolder = join('.nx', 'setup');

/** Set-up talks on stderr: stdout belongs to the command. @param {string} line */
export const tell = (line) => process.stderr.write(`${line}\n`);

/** What was noted when a part was last brought up to date. @param {string} part */
export function readStamp(part) {
  try {
    return readFileSync(inFolder(stampsFolder, part), 'utf8');
  } catch {
    return undefined;
  }
}

/** @param {string} part @param {string} content */
export function writeStamp(part, content) {
  const path = inFolder(stampsFolder, part);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
