import type { BaseModel, KeyValue } from '@weitiao/core';
import { concat, reshape, slice, squeeze, tile, transpose, type Tensor } from '@weitiao/tensor';

/**
 * A layer's part of a prefix table (Li and Liang 2021, arXiv 2101.00190), in peft's order: key of layer l at 2l, value at 2l + 1.
 * @param rows `[count, layers × 2 × keyValueHeads × headWidth]`
 * @returns `[batch, keyValueHeads, count, headWidth]`
 */
function prefixOfLayer(
  rows: Tensor,
  layer: number,
  { layers, keyValueHeads, headWidth }: BaseModel['cache'],
  batch: number,
): KeyValue {
  const count = rows.shape[0]!;
  const table = reshape(rows, [count, 2 * layers, keyValueHeads, headWidth]);
  const part = (index: number) => {
    const own = squeeze(slice(table, [0, index, 0, 0], [count, 1, keyValueHeads, headWidth]), [1]);
    return tile(reshape(transpose(own, [1, 0, 2]), [1, keyValueHeads, count, headWidth]), [batch, 1, 1, 1]);
  };
  return { key: part(2 * layer), value: part(2 * layer + 1) };
}

/** A layer's keys and values with its part of the prefix in front: `[batch, keyValueHeads, count + keys, headWidth]` */
export function behindPrefix(
  rows: Tensor,
  layer: number,
  shape: BaseModel['cache'],
  batch: number,
  fresh: KeyValue,
): KeyValue {
  const prefix = prefixOfLayer(rows, layer, shape, batch);
  return { key: concat([prefix.key, fresh.key], 2), value: concat([prefix.value, fresh.value], 2) };
}
