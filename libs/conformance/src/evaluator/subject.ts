import type { Answer, Evaluator, Item, Services } from '@weitiao/core';
import type { Check } from '../kit/check.js';
import { collect } from '../kit/services.js';

/** A configured benchmark, and who answers it. */
export interface EvaluatorSubject {
  readonly evaluator: Evaluator;
  readonly services: Services;
  /** The right answer to an item, and a wrong one. */
  readonly right: (item: Item) => Answer;
  readonly wrong: (item: Item) => Answer;
}
export type EvaluatorCheck = Check<EvaluatorSubject>;

export const itemsOf = ({ evaluator, services }: EvaluatorSubject): Promise<Item[]> =>
  collect(evaluator.items(services));

/** The answer of somebody who is sure of one option. */
export function choosing({ options = [] }: Item, choice: number): Answer {
  return { logProbabilities: options.map((_, index) => (index === choice ? -0.01 : -5)), choice };
}

/** Knows the reference. */
export function oracle(item: Item): Answer {
  const { options, reference = '' } = item;
  return options ? choosing(item, options.indexOf(reference)) : { text: reference };
}

/** Chooses another option; of texts one that is no answer to anything. */
export function antiOracle(item: Item): Answer {
  const { options, reference } = item;
  return options ? choosing(item, options.findIndex((option) => option !== reference)) : { text: '¿' }; // prettier-ignore
}
