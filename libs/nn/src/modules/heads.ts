import type { KeyValue, Pass } from '@weitiao/core';
import { add, alibiSlopes, attention, mul, reshape, split, tensor, transpose, type Tensor } from '@weitiao/tensor';

/** Fused `[batch × sequence, heads × 3 × headWidth]` → query, key, value, each `[batch, heads, sequence, headWidth]` */
export function splitHeads(pass: Pass, fused: Tensor, heads: number): [query: Tensor, key: Tensor, value: Tensor] {
  const { batch, sequence } = pass.layout;
  const perPart = transpose(reshape(fused, [batch, sequence, heads, 3, -1]), [3, 0, 2, 1, 4]);
  // Along the first axis, a split copies nothing.
  const [query, key, value] = split(perPart, 3, 0).map((part) => reshape(part, part.shape.slice(1)));
  return [query!, key!, value!];
}

/** `[batch × sequence, heads × headWidth]` → `[batch, heads, sequence, headWidth]` */
export function perHead(pass: Pass, rows: Tensor, heads: number): Tensor {
  const { batch, sequence } = pass.layout;
  return transpose(reshape(rows, [batch, sequence, heads, -1]), [0, 2, 1, 3]);
}

/**
 * Fused `[batch × sequence, (heads + 2 × keyValueHeads) × headWidth]`, all queries before all keys before all values → query, key, value, each
 * `[batch, its heads, sequence, headWidth]`
 */
export function splitInTurn(
  pass: Pass,
  fused: Tensor,
  heads: number,
  keyValueHeads: number,
): [query: Tensor, key: Tensor, value: Tensor] {
  const all = perHead(pass, fused, heads + 2 * keyValueHeads);
  const [query, key, value] = split(all, [heads, keyValueHeads, keyValueHeads], 1);
  return [query!, key!, value!];
}

/**
 * Fused group by group, `[batch × sequence, keyValueHeads × (heads / keyValueHeads + 2) × headWidth]`: the queries of a group, its key, its value
 * → query, key, value, each `[batch, its heads, sequence, headWidth]`
 */
export function splitByGroup(
  pass: Pass,
  fused: Tensor,
  heads: number,
  keyValueHeads: number,
): [query: Tensor, key: Tensor, value: Tensor] {
  const { batch, sequence } = pass.layout;
  const queries = heads / keyValueHeads;
  const grouped = reshape(fused, [batch, sequence, keyValueHeads, queries + 2, -1]);
  const parts = split(grouped, [queries, 1, 1], 3).map((part) =>
    transpose(reshape(part, [batch, sequence, -1, part.shape[4]!]), [0, 2, 1, 3]),
  );
  return [parts[0]!, parts[1]!, parts[2]!];
}

/** `[batch, heads, sequence, headWidth]` → `[batch × sequence, heads × headWidth]` */
export function mergeHeads(pass: Pass, perHead: Tensor): Tensor {
  const { batch, sequence } = pass.layout;
  return reshape(transpose(perHead, [0, 2, 1, 3]), [batch * sequence, -1]);
}

/**
 * Softmax attention over all that the pass remembers of this layer.
 * @param query `[batch, heads, queries, headWidth]`
 * @param bias additive, `[batch, 1 or heads, queries, keys]`: the pass's mask, or ALiBi's with the mask in it
 */
export function attend(pass: Pass, layer: number, query: Tensor, fresh: KeyValue, bias: Tensor): Tensor {
  const { key, value } = pass.remember(layer, fresh);
  return attention({ query, key, value, bias, scale: 1 / Math.sqrt(query.shape.at(-1)!) });
}

/** ALiBi (Press et al. 2021, arXiv 2108.12409): mask + slope × distance, `[batch, heads, queries, keys]`, made once a pass. */
export function alibiBias(pass: Pass, heads: number): Tensor {
  return pass.constant('alibi', () => add(pass.mask, mul(tensor(alibiSlopes(heads), [1, heads, 1, 1]), pass.distance)));
}
