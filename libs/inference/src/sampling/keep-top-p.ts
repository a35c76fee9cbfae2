import { softmaxWeights } from './softmax-weights.js';

/**
 * Nucleus sampling (Holtzman et al. 2020, section 3.1): puts the unlikeliest tokens to −∞ as long as what goes has a probability of at
 * most 1 − `mass` in all. The likeliest token always stays; of equal ones the lower id does. In place.
 * @param logits `[vocabulary]`
 */
export function keepTopP(logits: Float32Array, mass: number): void {
  if (mass >= 1) return;
  const { weights, total } = softmaxWeights(logits);
  const spare = (1 - mass) * total;
  // Tokens below an equal share of what may go do go, all together: only the few above it have to be sorted. The margin is for rounding.
  const share = (spare / logits.length) * 0.999;
  const rest: number[] = [];
  let gone = 0;
  for (let token = 0; token < weights.length; token++) {
    if (weights[token]! >= share) rest.push(token);
    else {
      gone += weights[token]!;
      logits[token] = -Infinity;
    }
  }
  rest.sort((a, b) => weights[a]! - weights[b]! || b - a);
  for (const token of rest.slice(0, -1)) {
    gone += weights[token]!;
    if (gone > spare) return;
    logits[token] = -Infinity;
  }
}
