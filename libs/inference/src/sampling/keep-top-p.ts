import { softmaxWeights } from './softmax-weights.js';

/**
 * Nucleus sampling (Holtzman et al. 2020, section 3.1): puts the unlikeliest tokens to −∞ as long as what goes has a probability of at
 * most 1 − `mass` in all. The likeliest token always stays; of equal ones the lower id does. In place.
 * @param logits `[vocabulary]`
 */
export function keepTopP(logits: Float32Array, mass: number): void {
  if (mass >= 1) return;
  const { weights, total } = softmaxWeights(logits);
  const { least, ties } = cut(weights, (1 - mass) * total);
  let left = ties;
  for (let token = 0; token < logits.length; token++) {
    const weight = weights[token]!;
    const stays = weight > least || (weight === least && left-- > 0);
    if (!stays) logits[token] = -Infinity;
  }
}

/** The smallest weight that stays when the smallest go, `spare` of them in all, and how many of just that weight stay. */
function cut(weights: Float64Array, spare: number): { least: number; ties: number } {
  // Those below an equal share of what may go do go, all together: only the few above it have to be sorted. The margin is for rounding.
  const share = (spare / weights.length) * 0.999;
  const rest = weights.filter((weight) => weight >= share).sort();
  let gone = weights.reduce((sum, weight) => (weight < share ? sum + weight : sum), 0);
  let first = 0;
  while (first < rest.length - 1 && gone + rest[first]! <= spare) gone += rest[first++]!;
  const least = rest[first]!;
  return { least, ties: rest.lastIndexOf(least) - first + 1 };
}
