import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** File → hash, of all that "the same result" means: of a trial, or of every trial of a study. */
export function outcomeOf(output) {
  const trials = join(output, 'trials');
  const folders = existsSync(trials) ? readdirSync(trials).sort().map((id) => join(trials, id)) : [output];
  const files = folders.flatMap((folder) => [...filesIn(folder, 'adapter', 'model', 'evaluations'), join(folder, 'result.json')]);
  return Object.fromEntries(files.map((file) => [relative(output, file), createHash('sha256').update(readFileSync(file)).digest('hex')]));
}

const filesIn = (folder, ...names) =>
  names
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path))
    .flatMap((path) => readdirSync(path).sort().map((name) => join(path, name)));
