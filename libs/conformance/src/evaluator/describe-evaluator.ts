import type { Evaluator } from '@weitiao/core';
import type { Skips } from '../kit/check.js';
import { describeChecks } from '../kit/describe-checks.js';
import { servicesIn } from '../kit/services.js';
import { gradingChecks } from './grading-checks.js';
import { itemChecks } from './item-checks.js';
import { antiOracle, oracle, type EvaluatorCheck, type EvaluatorSubject } from './subject.js';

/** Every promise of a benchmark. */
export const evaluatorChecks: readonly EvaluatorCheck[] = [...itemChecks, ...gradingChecks];

export interface EvaluatorKit extends Partial<Pick<EvaluatorSubject, 'right' | 'wrong'>> {
  /** Told apart by it where one plugin is proved with several options. */
  readonly title?: string;
  /** Configured on a few items. */
  readonly evaluator: () => Evaluator;
  /** Where paths in its options start. */
  readonly folder?: string;
  readonly skip?: Skips;
}

/** Proves a benchmark. Its parity with published scores is the plugin's own spec. */
export function describeEvaluator(kit: EvaluatorKit): void {
  const { title, evaluator, folder = process.cwd(), right = oracle, wrong = antiOracle, skip } = kit;
  let subject: EvaluatorSubject | undefined;
  const made = () => (subject ??= { evaluator: evaluator(), services: servicesIn(folder), right, wrong });
  describeChecks(`benchmark${title === undefined ? '' : ` ${title}`}`, evaluatorChecks, made, skip);
}
