/**
 * Keskar et al. 2019 (CTRL), section 4.1: logits of tokens seen before are divided by the penalty when positive and multiplied by it
 * when negative, each once however often it was seen. In place.
 * @param logits `[vocabulary]`
 */
export function penaliseRepetition(logits: Float32Array, seen: ReadonlySet<number>, penalty: number): void {
  if (penalty === 1) return;
  for (const token of seen) {
    const logit = logits[token]!;
    logits[token] = logit < 0 ? logit * penalty : logit / penalty;
  }
}
