import { StudyError, tiedHeadOf, type Adapter, type BaseModel, type LinearSite } from '@weitiao/core';
import { trainedWeights, type BaseChoice } from '../targets/trained-weights.js';
import { tiedCopies } from './tied-copies.js';
import type { TokenChoice } from './token-options.js';
import { trainedRows } from './trained-rows.js';

/**
 * All that a method trains of the base itself beside its own taps: biases, whole modules, rows of the embedding. Its taps go behind the method's.
 * @param adapted the layers that the method changes
 * @throws StudyError when a name of the choice means nothing on this model
 */
export function trainedBase(
  model: BaseModel,
  adapted: readonly LinearSite[],
  choice: BaseChoice & Partial<TokenChoice>,
): { readonly taps: NonNullable<Adapter['taps']>; readonly weights?: NonNullable<Adapter['weights']> } {
  const { modulesToSave = [], ensureWeightTying = false, trainableTokens } = choice;
  const weights = trainedWeights(model, adapted, choice);
  if (ensureWeightTying && adapted.some(({ path }) => path === tiedHeadOf(model)?.path))
    throw new StudyError('ensureWeightTying holds for modulesToSave and trainableTokens, not for targetModules.');
  const copies = ensureWeightTying ? [] : tiedCopies(model, modulesToSave);
  const rows = trainedRows(model, { trainableTokens, ensureWeightTying }, modulesToSave);
  return { taps: [...copies, ...rows], ...(weights && { weights }) };
}
