import { crossEntropy, scope, zeros, type Tensor } from '@weitiao/tensor';
import type { ForwardPass } from './forward-pass.js';

/** Loss of a pass, not yet divided: several passes may share one optimiser step. */
export interface TokenLoss {
  /** Scalar: sum over trained tokens of −ln p(token). */
  readonly sum: Tensor;
  /** How many tokens are trained. */
  readonly count: number;
}

/**
 * Runs the model and compares with `labels`. Only rows that predict a trained token reach the output head.
 * @param labels `[batch × sequence]`: the token that stands at each place, −100 where it is not trained
 */
export function tokenLoss(pass: ForwardPass, labels: Int32Array): TokenLoss {
  const { model } = pass;
  const targets = nextTokens(labels);
  const headReads = pass.trainedReads(() => scope(() => model.logits(zeros([1, model.width]), pass)));
  const sum = crossEntropy(model.forward(pass), targets, (rows) => model.logits(rows, pass), headReads, {
    classes: model.vocabulary,
  });
  return { sum, count: targets.reduce((count, target) => count + Number(target >= 0), 0) };
}

/** What each place predicts: the label of the place after it. The first place of a row is never trained, so rows do not mix. */
function nextTokens(labels: Int32Array): Int32Array {
  const targets = new Int32Array(labels.length).fill(-100);
  targets.set(labels.subarray(1));
  return targets;
}
