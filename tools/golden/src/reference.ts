import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GoldenSet } from './golden-set.js';

/** What training.json says of a case. */
export interface Reference {
  readonly losses: readonly number[];
  /** Before clipping. */
  readonly gradient_norms: readonly number[];
  readonly learning_rate: number;
  readonly weight_decay: number;
  /** Largest gradient norm: 1 when absent. */
  readonly largest_norm?: number;
  /** File of its batches: batches.json when absent. */
  readonly batches?: string;
}

export async function referenceOf({ folder }: GoldenSet, name: string): Promise<Reference> {
  const all = JSON.parse(await readFile(join(folder, 'training.json'), 'utf8')) as Record<string, Reference>;
  const found = all[name];
  if (!found) throw new Error(`${folder}/training.json has no case ${name}: ${Object.keys(all).join(', ')}`);
  return found;
}
