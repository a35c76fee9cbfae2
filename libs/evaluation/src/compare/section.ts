import type { Average, ItemScores } from '../statistics/index.js';
import type { ScoredRun } from './arm.js';

/** A part of a benchmark that has a score of its own. */
export interface Section {
  /** `all`: the whole benchmark. */
  readonly kind: 'group' | 'tag' | 'all';
  readonly label: string;
  readonly average: Average;
}

export interface SectionOptions {
  /** By tags where the benchmark has them, else by groups, when absent. */
  readonly by?: 'group' | 'tag';
  /** How a tag's score is made of its groups; by items when absent. */
  readonly tagAverage?: Average;
}

/** A section with its items: ids in order, by group. */
export interface SectionItems {
  readonly section: Section;
  readonly groups: readonly (readonly string[])[];
}

interface Place {
  readonly group: string;
  readonly tags: readonly string[];
}

/** The sections that the rows of these runs fall into: groups or tags, then all items, then all groups where there are several. */
export function sectionsOf(
  runs: readonly ScoredRun[],
  { by, tagAverage = 'micro' }: SectionOptions = {},
): SectionItems[] {
  const places = new Map<string, Place>();
  for (const { rows } of runs) {
    for (const { id, group, tags = [] } of rows) if (!places.has(id)) places.set(id, { group, tags });
  }
  const groups = unique([...places.values()].map(({ group }) => group));
  const tags = unique([...places.values()].flatMap((place) => place.tags));
  const within = (isIn: (place: Place) => boolean) =>
    groups
      .map((group) => [...places].filter(([, place]) => place.group === group && isIn(place)).map(([id]) => id))
      .filter(({ length }) => length > 0)
      // Resampling draws by place; the order in which items came must not matter.
      .map((ids) => ids.sort());
  const all = within(() => true);
  const kind = by ?? (tags.length > 0 ? 'tag' : 'group');
  const parts = (kind === 'tag' ? tags : groups).map((label) => ({
    section: { kind, label, average: kind === 'tag' ? tagAverage : 'micro' },
    groups: within((place) => (kind === 'tag' ? place.tags.includes(label) : place.group === label)),
  }));
  return [
    ...(groups.length > 1 || kind === 'tag' ? parts : []),
    { section: { kind: 'all', label: 'all', average: 'micro' }, groups: all },
    ...(groups.length > 1
      ? [{ section: { kind: 'all', label: 'mean of groups', average: 'macro' } as const, groups: all }]
      : []),
  ];
}

/** Scores of items in every run of an arm; null where a run has no row of an item, or could not read its answer. */
export function scoresOf(runs: readonly ScoredRun[]): (id: string) => ItemScores {
  const byRun = runs.map(({ rows }) => new Map(rows.map(({ id, score }) => [id, score])));
  return (id) => byRun.map((scores) => scores.get(id) ?? null);
}

const unique = (values: readonly string[]): string[] => [...new Set(values)];
