import { StudyError } from '@weitiao/core';
import { comparePaired, estimate, holm, type ComparisonOptions } from '../statistics/index.js';
import { checkComparable, type Arm, type ScoredRun } from './arm.js';
import { ArmComparison, findingOf, type ComparedSection } from './arm-comparison.js';
import { scoresOf, sectionsOf, type SectionOptions } from './section.js';

export type CompareOptions = SectionOptions & Omit<ComparisonOptions, 'average'>;

/** Two arms, each of one evaluation or of one a seed. @param options `names`: of the arms, `before` and `after` when absent */
export function compare(
  before: ScoredRun | readonly ScoredRun[],
  after: ScoredRun | readonly ScoredRun[],
  { names = ['before', 'after'], ...options }: CompareOptions & { readonly names?: readonly [string, string] } = {},
): ArmComparison {
  const arms = [before, after].map((runs, index) => ({ name: names[index]!, runs: [runs].flat() as ScoredRun[] }));
  return compareArms(arms, names[0], options)[0]!;
}

/**
 * Every other arm with the baseline. All tests of all sections of all comparisons are one family of Holm's correction.
 * @throws StudyError where arms were not asked the same questions
 */
export function compareArms(arms: readonly Arm[], baseline: string, options: CompareOptions = {}): ArmComparison[] {
  const before = arms.find(({ name }) => name === baseline);
  const others = arms.filter((arm) => arm !== before);
  if (!before || others.length === 0) {
    throw new StudyError(
      `There is nothing to compare with "${baseline}". Arms: ${arms.map(({ name }) => name).join(', ') || 'none'}`,
    );
  }
  checkComparable(arms);
  const found = others.map((after) => ({ after, sections: sectionsBetween(before, after, options) }));
  const tests = found.flatMap(({ sections }) => sections.map(({ comparison }) => comparison.pValue));
  const corrected = holm(tests).values();
  return found.map(
    ({ after, sections }) =>
      new ArmComparison(
        before,
        after,
        sections.map((section) => {
          const pValue = corrected.next().value ?? null;
          return { ...section, corrected: pValue, finding: findingOf(section.comparison, pValue) };
        }),
      ),
  );
}

function sectionsBetween(
  before: Arm,
  after: Arm,
  options: CompareOptions,
): Omit<ComparedSection, 'corrected' | 'finding'>[] {
  const { seed, resamples } = options;
  const [ofBefore, ofAfter] = [scoresOf(before.runs), scoresOf(after.runs)];
  return sectionsOf([...before.runs, ...after.runs], options).map(({ section, groups }) => {
    const { average } = section;
    const pairs = groups.map((ids) => ({ before: ids.map(ofBefore), after: ids.map(ofAfter) }));
    return {
      section,
      before: estimate(
        pairs.map((group) => group.before),
        average,
      ),
      after: estimate(
        pairs.map((group) => group.after),
        average,
      ),
      comparison: comparePaired(pairs, {
        average,
        ...(seed !== undefined && { seed }),
        ...(resamples !== undefined && { resamples }),
      }),
    };
  });
}
