import { randomBytes } from 'node:crypto';
import { basename, dirname, join, resolve } from 'node:path';

/** A free, hidden name beside `path`, on the same volume, so that a rename can put it in place. */
export function temporarySibling(path: string, ending: string): string {
  const whole = resolve(path);
  return join(dirname(whole), `.${basename(whole)}.${randomBytes(6).toString('hex')}.${ending}`);
}
