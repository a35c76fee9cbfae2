import type { Site } from '@weitiao/core';
import type { ForwardPass } from '@weitiao/nn';
import { abs, concat, div, gatherRows, max, maximum, range, scope, slice, sub, type Tensor } from '@weitiao/tensor';

/** An embedding with its taps folded in. */
export interface MergedEmbedding {
  /** `[vocabulary, width]` */
  readonly weight: Tensor;
  /** How far a token's vector depends on the tokens around it, relative to the largest number of the table; 0 when the merge is exact. */
  readonly residual: number;
}

/** Tokens that are asked at a time. */
const rowsAtATime = 8192;

/** Finds the table of a tapped embedding by asking it for every token. */
export function mergedEmbedding(pass: ForwardPass, site: Site, weight: string): MergedEmbedding {
  const tapped = (ids: Tensor) => pass.through(site, ids, (rows) => gatherRows(pass.stored(weight), rows));
  const made = scope(() => {
    const parts: Tensor[] = [];
    for (let at = 0; at < site.inputWidth; at += rowsAtATime) {
      const ids = range(at, Math.min(at + rowsAtATime, site.inputWidth), 1, 'int32');
      parts.push(scope(() => tapped(ids)));
    }
    const table = parts.length === 1 ? parts[0]! : concat(parts, 0);
    const few = Math.min(16, site.inputWidth);
    const difference = sub(tapped(range(0, few, 1, 'int32')), slice(table, [0, 0], [few, site.outputWidth]));
    return { table, residual: div(max(abs(difference)), maximum(max(abs(table)), 1e-30)) };
  });
  const residual = made.residual.dataSync()[0]!;
  made.residual.dispose();
  return { weight: made.table, residual };
}
