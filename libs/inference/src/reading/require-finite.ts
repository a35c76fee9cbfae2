import { exitCodes, WeitiaoError } from '@weitiao/core';
import { logSumExp, max, type Tensor } from '@weitiao/tensor';

/**
 * A checkpoint of a diverged run answers with nonsense that looks like an answer: better no answer.
 * @param logits `[rows, vocabulary]`
 * @throws WeitiaoError (65) when a logit is NaN or +∞
 */
export function requireFinite(logits: Tensor): void {
  const largest = max(logSumExp(logits, 1)).dataSync()[0]!;
  if (Number.isFinite(largest)) return;
  throw new WeitiaoError(
    `The model's logits hold ${largest}, and finite numbers are wanted. Its weights, or the adapter's, are broken: ` +
      'load another checkpoint, or train again with a lower learning rate.',
    exitCodes.data,
  );
}
