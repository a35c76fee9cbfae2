import { softmaxWeights } from './softmax-weights.js';

/**
 * The token at which the distribution function, in order of ids, passes `uniform`.
 * @param logits `[vocabulary]`; −∞ is never drawn
 * @param uniform in [0, 1)
 */
export function draw(logits: Float32Array, uniform: number): number {
  const { weights, total } = softmaxWeights(logits);
  const wanted = uniform * total;
  let [sum, last] = [0, 0];
  for (let token = 0; token < weights.length; token++) {
    if (weights[token] === 0) continue;
    sum += weights[token]!;
    last = token;
    if (sum > wanted) return token;
  }
  return last; // rounding left the sum at the total
}
