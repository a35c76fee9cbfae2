import { counted, points, probabilityOf, signed, signedInterval, whole } from '../format.js';
import type { ReportWishes } from '../../results/study-results.js';
import type { Arm } from '../arms/arm.js';
import { doneTrials } from '../arms/arm.js';
import type { Contrast } from './contrast.js';

/** One sentence a contrast. It calls a difference a difference only where it is shown, and a tie never equality. */
export function sentence(contrast: Contrast, correction: ReportWishes['correction']): string {
  const { scope, arm, baseline, comparison, corrected, verdict } = contrast;
  const where = scope.title;
  const { difference, interval, pairs, smallestDifference } = comparison;
  if (verdict === 'untested' || difference === null || !interval || corrected === null) {
    const why =
      scope.kind === 'groups' && pairs > 1
        ? 'a group has no answers of both that could be graded, or nothing varied'
        : `${counted(pairs, 'pair')} of answers ${pairs === 1 ? 'is' : 'are'} too few, or nothing varied`;
    return `${arm.label} and ${baseline.label} cannot be compared (${where}): ${why}.`;
  }
  const numbers = `${signed(difference)}\u00a0points ${signedInterval(interval)}, ${probabilityOf(corrected)} ${correction === 'holm' ? 'after correction' : 'uncorrected'}, n\u00a0=\u00a0${whole(pairs)}`;
  if (verdict === 'tie') {
    const size =
      smallestDifference === null
        ? ''
        : ` This size can show differences from about ${points(smallestDifference)}\u00a0points on; smaller ones would mostly stay unseen.`;
    return `${arm.label} and ${baseline.label} tie (${where}): no difference is shown; ${numbers}.${size}`;
  }
  return `${arm.label} scores ${verdict} than ${baseline.label} (${where}): ${numbers}.`;
}

/** What an interval over items alone does not cover. Undefined where every arm that was trained has several seeds. */
export function seedCaveat(arms: readonly Arm[]): string | undefined {
  const once = arms.filter((arm) => doneTrials(arm).length === 1 && (doneTrials(arm)[0]!.training?.steps ?? 0) > 0);
  if (once.length === 0) return undefined;
  const names = once.map(({ label }) => label).join(', ');
  return `Trained once: ${names}. What is said of ${once.length === 1 ? 'it' : 'them'} holds for ${once.length === 1 ? 'that trained model' : 'those trained models'}; another seed may score otherwise, and no interval here covers that.`;
}
