import type { Tensor } from '@tensorflow/tfjs-core';
import { kernels } from '../engine/kernels.js';
import { add, mul, scalar, sum, tensor1d, zerosLike } from '../operations.js';
import { dispose, scope } from '../scope.js';
import { customGradient, gradients } from '../tape/index.js';
import { labelChunks, pickRows, spreadRows, type LabelChunk } from './label-chunks.js';

export interface CrossEntropyOptions {
  /** Classes that `logits` gives; used to choose `chunkRows`. */
  readonly classes?: number;
  /** Rows whose logits exist at once; when absent as many as fill 64 MB, or 128 where `classes` is unknown. */
  readonly chunkRows?: number;
}

const CHUNK_VALUES = (64 * 2 ** 20) / Float32Array.BYTES_PER_ELEMENT;

/**
 * Sum of the natural-log losses of the rows that have a label. Works in chunks: the logits of all rows never exist at once, and rows
 * without a label never reach `logits`. While a gradient is recorded, each chunk's is taken at once and only its sums are kept.
 * @param hidden `[rows, width]`
 * @param labels one a row, in host memory; negative = no loss
 * @param logits the output head, `[some rows, width]` → `[some rows, classes]`
 * @param reads tensors besides `hidden` that `logits` reads and that a gradient may be wanted of
 * @returns scalar
 */
export function crossEntropy(
  hidden: Tensor,
  labels: Int32Array,
  logits: (rows: Tensor) => Tensor,
  reads: readonly Tensor[] = [],
  { classes, chunkRows = classes ? Math.max(1, Math.floor(CHUNK_VALUES / classes)) : 128 }: CrossEntropyOptions = {},
): Tensor {
  const chunks = labelChunks(labels, chunkRows);
  return customGradient(
    [hidden, ...reads],
    (save, wanted) => {
      if (!wanted.includes(true)) return lossOf(hidden, chunks, logits);
      const { loss, gradients: found } = lossAndGradients(hidden, chunks, logits, reads, wanted);
      save(...found);
      return loss;
    },
    (upstream, saved, wanted) => {
      const found = [...saved];
      return wanted.map((asked) => (asked ? mul(found.shift()!, upstream) : undefined));
    },
  );
}

function lossOf(hidden: Tensor, chunks: readonly LabelChunk[], logits: (rows: Tensor) => Tensor): Tensor {
  return chunks.reduce(
    (loss, chunk) => scope(() => add(loss, chunkLoss(logits(pickRows(hidden, chunk)), chunk))),
    scalar(0) as Tensor,
  );
}

function lossAndGradients(
  hidden: Tensor,
  chunks: readonly LabelChunk[],
  logits: (rows: Tensor) => Tensor,
  reads: readonly Tensor[],
  [hiddenWanted, ...readsWanted]: readonly boolean[],
): { loss: Tensor; gradients: Tensor[] } {
  const trained = reads.filter((_, index) => readsWanted[index]);
  const byRow: Tensor[] = [];
  let sums = [scalar(0) as Tensor, ...trained.map((tensor) => zerosLike(tensor))];
  for (const chunk of chunks) {
    const [rows, ...next] = scope(() => {
      const picked = pickRows(hidden, chunk);
      const found = gradients(() => chunkLoss(logits(picked), chunk), [picked, ...trained]);
      return [
        found.gradients[0]!,
        ...[found.value, ...found.gradients.slice(1)].map((part, index) => add(sums[index]!, part)),
      ];
    });
    byRow.push(rows!);
    dispose(sums);
    sums = next;
  }
  const [loss, ...bySharedTensor] = sums;
  const [count, width] = hidden.shape as [number, number];
  return {
    loss: loss!,
    gradients: [...(hiddenWanted ? [spreadRows(byRow, chunks, count, width)] : []), ...bySharedTensor],
  };
}

/** `[rows, classes]` → scalar, with its gradient. */
function chunkLoss(logits: Tensor, { labels }: LabelChunk): Tensor {
  return customGradient(
    [logits],
    (save) => {
      const { losses, gradient } = kernels().sparseCrossEntropy(logits, tensor1d(labels, 'int32'));
      save(gradient);
      return sum(losses);
    },
    (upstream, [gradient]) => [mul(gradient!, upstream)],
  );
}
