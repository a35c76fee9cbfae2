import { statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';

/** Whether a text names something of this machine: it begins as a path does, or it is there. */
export function isPath(text: string, folder: string): boolean {
  if (isAbsolute(text) || /^(\.{1,2}|~)([/\\]|$)|^[A-Za-z]:[/\\]|\\/.test(text)) return true;
  return statSync(resolve(folder, text), { throwIfNoEntry: false }) !== undefined;
}
