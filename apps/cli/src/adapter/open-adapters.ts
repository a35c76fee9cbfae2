import { weightedSum } from '@weitiao/adapters';
import type { Container } from '@weitiao/container';
import { StudyError } from '@weitiao/core';
import type { AttachedAdapter } from '@weitiao/nn';

/** @throws StudyError when there are weights, and not one for each adapter */
export function checkAdapterWeights(folders: readonly string[], weights: readonly number[] | undefined): void {
  if (weights === undefined || weights.length === folders.length) return;
  throw new StudyError(
    `There are ${folders.length} adapters and ${weights.length} weights. Give one weight for each adapter, in their order, or none.`,
  );
}

/**
 * Loads adapters, to be attached one upon another; with weights, their weighted sum.
 * @param owner frees their values
 */
export async function openAdapters(
  folders: readonly string[],
  weights: readonly number[] | undefined,
  open: (folder: string) => Promise<AttachedAdapter>,
  owner: Container,
): Promise<AttachedAdapter[]> {
  const attached: AttachedAdapter[] = [];
  for (const folder of folders) {
    const one = await open(folder);
    owner.own(one.values);
    attached.push(one);
  }
  if (weights === undefined || attached.length === 0) return attached;
  const sum = weightedSum(attached.map((each, at) => ({ ...each, weight: weights[at]! })));
  owner.own(sum.values);
  return [sum];
}
