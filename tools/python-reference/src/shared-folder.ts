import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { repository } from './repository.js';

/** The folder with golden numbers and the checkpoint that they are of: beside the checkout, or absent. */
export function sharedFolder(): string | undefined {
  const folder = resolve(repository, '../shared');
  return existsSync(join(folder, 'golden/training.json')) ? folder : undefined;
}
