import type { PlannedSearch } from './search.js';

/** What is said of searches that do not treat all alike: an arm that may try more often is more likely to come out well. */
export function searchNotes(searches: readonly PlannedSearch[]): string[] {
  const counts = [...new Set(searches.map(({ tries }) => tries.length))];
  if (counts.length < 2) return [];
  const methods = new Map(searches.map(({ arm, tries }) => [arm.method, tries.length]));
  const told = [...methods].map(([method, tries]) => `${method} ${tries}`).join(', ');
  return [`The methods do not get the same number of tries at their learning rate: ${told}.`];
}
