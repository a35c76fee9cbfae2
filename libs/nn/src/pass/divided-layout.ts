import type { BaseModel, Division, Layout } from '@weitiao/core';
import { tensor2d, type Tensor } from '@weitiao/tensor';
import type { VirtualTokenCounts } from '../layout/virtual-tokens.js';
import type { KeyValueCache } from '../memory/key-value-cache.js';

/**
 * Where the text of every place divides, in positions: int32 `[batch, sequence]` each, 0 at padding; first the end of the context, then the marks. A
 * pass behind a cache reads only what stands behind the contexts, which the first pass told the cache.
 * @param counts virtual tokens, which stand before the text and belong to its context
 */
export function dividedLayout(
  model: BaseModel,
  { batch, sequence, spans }: Layout,
  counts: VirtualTokenCounts,
  cache?: KeyValueCache,
): Tensor[] {
  if (!model.divide) throw new Error('The texts of this model do not divide: it has no `divide`.');
  const parts =
    cache?.divisions?.map((division, row) => ({ row, start: 0, length: sequence, division })) ??
    spans.map(({ tokens, ...span }) => ({ ...span, division: model.divide!(tokens) }));
  if (cache) cache.divisions ??= parts.map(({ division }) => division);
  const shift = counts.prefix + counts.prompt;
  const indices = ({ context, marks }: Division) => [context, ...marks];
  return indices(parts[0]!.division).map((_, which) => {
    const values = new Int32Array(batch * sequence);
    for (const { row, start, length, division } of parts) {
      const at = row * sequence + start;
      values.fill(shift + indices(division)[which]!, at, at + length);
    }
    return tensor2d(values, [batch, sequence], 'int32');
  });
}
