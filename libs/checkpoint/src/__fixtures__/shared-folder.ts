import { describe } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Reference files too large for the repository, in the folder `shared` beside the checkout. */
export const sharedFolder = resolve(process.cwd(), '../shared');

/** A group of specs that needs it; skipped, and saying so, where it is absent. */
export function describeWithShared(title: string, specs: () => void): void {
  if (existsSync(join(sharedFolder, 'golden'))) describe(title, specs);
  else describe.skip(`${title} (needs ../shared, which is absent)`, specs);
}
