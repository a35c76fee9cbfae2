import { mergeAdapters, MergeError } from '@weitiao/adapters';
import type { AttachedAdapter } from '@weitiao/nn';
import { logitDifference, promptLogits } from '@weitiao/python-reference';
import { dispose, type Tensor } from '@weitiao/tensor';
import { none, within, wrong, type Cell } from './cell.js';
import type { ProofModel } from './models.js';
import type { Trial } from './trial.js';

/** Of logits, in units of the largest. */
const tolerance = 1e-4;

/** Logits of the base with an adapter folded in; afterwards the base is as before. @throws MergeError */
export function mergedLogits(model: ProofModel, attached: AttachedAdapter): Tensor[] {
  const merged = mergeAdapters(model.model, model.weights, [attached]);
  try {
    return promptLogits(model, [], model.prompts);
  } finally {
    merged.unmerge();
  }
}

/** Merged and attached compute the same, or the merge is refused where the case says so. */
export function mergeCell(trial: Trial, attached: AttachedAdapter): Cell {
  const { merge } = trial.case;
  if (merge !== 'exact' && merge !== 'refuses') return none(merge);
  let merged: Tensor[];
  try {
    merged = mergedLogits(trial.model, attached);
  } catch (error) {
    if (!(error instanceof MergeError)) throw error;
    return merge === 'refuses'
      ? { state: 'ok', note: `refused: ${error.message}` }
      : wrong(`refused: ${error.message}`);
  }
  const wanted = promptLogits(trial.model, [attached], trial.model.prompts);
  const difference = logitDifference(merged, wanted);
  dispose([...merged, ...wanted]);
  if (merge === 'refuses') return wrong('it was merged, where a refusal is wanted', difference);
  return within([['logits', difference, tolerance]]);
}

/** Adds how far our merge of Python's adapter is from Python's. */
export function withPythons(cell: Cell, difference: number | undefined): Cell {
  if (difference === undefined || cell.state !== 'ok') return cell;
  const [own = 0] = cell.differences ?? [];
  return within([
    ['logits', own, tolerance],
    ["logits of peft's merged model", difference, tolerance],
  ]);
}
