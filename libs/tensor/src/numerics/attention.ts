import type { Tensor } from '@tensorflow/tfjs-core';
import { add, matMul, mul, reshape, softmax, sub, sum } from '../operations.js';
import { customGradient } from '../tape/index.js';

export interface AttentionInputs {
  /** `[batch, heads, queries, headWidth]` */
  readonly query: Tensor;
  /** `[batch, keyValueHeads, keys, headWidth]`; query head j reads key head ⌊j · keyValueHeads / heads⌋ */
  readonly key: Tensor;
  /** `[batch, keyValueHeads, keys, headWidth]` */
  readonly value: Tensor;
  /** Added to the scores, `[batch | 1, heads | 1, queries | 1, keys]`: masks, ALiBi. Has no gradient. */
  readonly bias?: Tensor | undefined;
  /** Factor of the scores; 1 / √headWidth when absent. */
  readonly scale?: number | undefined;
}

/**
 * Softmax attention (Vaswani et al. 2017), heads that share keys and values included (Ainslie et al. 2023).
 * Keeps query, key, value and the probabilities for its gradient, and nothing else.
 * @returns `[batch, heads, queries, headWidth]`
 */
export function attention({ query, key, value, bias, scale }: AttentionInputs): Tensor {
  const [batch, heads, queries, headWidth] = query.shape as [number, number, number, number];
  const [, groups, keys] = key.shape as [number, number, number];
  const factor = scale ?? 1 / Math.sqrt(headWidth);
  // The heads of one group lie one after the other: to matMul they are more rows of the same matrix.
  const grouped = (perHead: Tensor, width: number) =>
    groups === heads ? perHead : reshape(perHead, [batch, groups, -1, width]);
  const ungrouped = (perGroup: Tensor, width: number) =>
    groups === heads ? perGroup : reshape(perGroup, [batch, heads, queries, width]);
  return customGradient(
    [query, key, value],
    (save) => {
      const scaled = mul(grouped(query, headWidth), factor);
      const scores = ungrouped(matMul(scaled, key, false, true), keys);
      const probabilities = grouped(softmax(bias ? add(scores, bias) : scores), keys);
      save(scaled, key, value, probabilities);
      return ungrouped(matMul(probabilities, value), headWidth);
    },
    (upstream, [scaled, k, v, probabilities]) => {
      const outward = grouped(upstream, headWidth);
      const scores = softmaxGradient(probabilities!, matMul(outward, v!, false, true));
      return [
        () => ungrouped(mul(matMul(scores, k!), factor), headWidth),
        () => matMul(scores, scaled!, true),
        () => matMul(probabilities!, outward, true),
      ];
    },
  );
}

/** Gradient by the scores from the gradient by the probabilities. */
const softmaxGradient = (probabilities: Tensor, upstream: Tensor): Tensor =>
  mul(probabilities, sub(upstream, sum(mul(probabilities, upstream), -1, true)));
