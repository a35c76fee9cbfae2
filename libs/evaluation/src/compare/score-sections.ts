import { estimate, type Estimate } from '../statistics/index.js';
import type { ScoredRun } from './arm.js';
import { scoresOf, sectionsOf, type Section, type SectionOptions } from './section.js';

export interface SectionScore {
  readonly section: Section;
  readonly estimate: Estimate;
}

/** Scores of an arm with intervals: by group or tag, over all items, over all groups. @param runs of one arm on one benchmark */
export function scoreSections(runs: readonly ScoredRun[], options: SectionOptions = {}): SectionScore[] {
  const of = scoresOf(runs);
  return sectionsOf(runs, options).map(({ section, groups }) => ({
    section,
    estimate: estimate(
      groups.map((ids) => ids.map(of)),
      section.average,
    ),
  }));
}
