import type { StudyResults } from '../../results/study-results.js';
import type { Arm } from './arm.js';

/** Who an arm is compared with: the arm of the baseline's method that is most alike otherwise; of the method itself, nobody. */
export type Baseline = (arm: Arm) => Arm | undefined;

/** Without a baseline in the study it is the first method; where all arms have that method, it is the first arm. */
export function baselineOf({ baseline }: Pick<StudyResults, 'baseline'>, arms: readonly Arm[]): Baseline {
  const method = baseline ?? arms[0]?.axes.method;
  const candidates = arms.filter(({ axes }) => axes.method === method);
  if (candidates.length === arms.length) return (arm) => (arm === arms[0] ? undefined : arms[0]);
  return (arm) => (arm.axes.method === method ? undefined : nearest(arm, candidates));
}

/** The same model weighs more than the same data, and that more than the same template. */
function nearest({ axes }: Arm, candidates: readonly Arm[]): Arm | undefined {
  const likeness = (other: Arm) =>
    (other.axes.model === axes.model ? 4 : 0) +
    (other.axes.data === axes.data ? 2 : 0) +
    (other.axes.template === axes.template ? 1 : 0);
  return candidates.toSorted((a, b) => likeness(b) - likeness(a))[0];
}
