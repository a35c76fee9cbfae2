import { mean } from './sample.js';

/** `micro`: every item counts alike. `macro`: every group does. */
export type Average = 'micro' | 'macro';

/** The groups as one, or each on its own. */
export const pooled = <T>(groups: readonly (readonly T[])[], average: Average): readonly (readonly T[])[] =>
  average === 'micro' ? [groups.flat()] : groups;

/** Mean of the groups' means; null where a group is empty: a mean over the others would be of something else. */
export function meanOfMeans(groups: readonly (readonly number[])[]): number | null {
  return groups.length > 0 && groups.every(({ length }) => length > 0) ? mean(groups.map(mean)) : null;
}
