/** exp(logit − largest logit) in double precision, and their sum: probabilities before the division. */
export function softmaxWeights(logits: Float32Array): { weights: Float64Array; total: number } {
  let largest = -Infinity;
  for (let token = 0; token < logits.length; token++) if (logits[token]! > largest) largest = logits[token]!;
  const weights = new Float64Array(logits.length);
  let total = 0;
  for (let token = 0; token < logits.length; token++) {
    const weight = Math.exp(logits[token]! - largest);
    weights[token] = weight;
    total += weight;
  }
  return { weights, total };
}
