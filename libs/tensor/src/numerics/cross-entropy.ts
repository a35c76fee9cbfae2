import type { Tensor } from '@tensorflow/tfjs-core';
import { kernels } from '../engine/kernels.js';
import { add, mul, scalar, sum, zerosLike } from '../operations.js';
import { dispose, keep, scope } from '../scope.js';
import { customGradient, gradients } from '../tape/index.js';
import { labelChunks, pickRows, spreadRows, type LabelChunk } from './label-chunks.js';

export interface CrossEntropyOptions {
  /** Classes that `logits` gives; used to choose `chunkRows`. */
  readonly classes?: number;
  /** Rows whose logits exist at once; when absent as many as fill 16 MB (larger arrays are slower, too), at least 64; 128 where
   * `classes` is unknown. */
  readonly chunkRows?: number;
}

const CHUNK_VALUES = (16 * 2 ** 20) / Float32Array.BYTES_PER_ELEMENT;
/** Fewer rows than this would read the weights of the head too often. */
const FEWEST_ROWS = 64;

const defaultRows = (classes: number | undefined): number =>
  classes ? Math.max(FEWEST_ROWS, Math.floor(CHUNK_VALUES / classes)) : 2 * FEWEST_ROWS;

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
  { classes, chunkRows = defaultRows(classes) }: CrossEntropyOptions = {},
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
  const lossOfChunk = (chunk: LabelChunk) =>
    sum(kernels().sparseCrossEntropy(logits(pickRows(hidden, chunk)), chunk.labels).losses);
  return chunks.reduce<Tensor>((loss, chunk) => scope(() => add(loss, lossOfChunk(chunk))), scalar(0));
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
  let sums: Tensor[] = [scalar(0), ...trained.map((tensor) => zerosLike(tensor))];
  for (const chunk of chunks) {
    const [rows, ...parts] = chunkGradients(pickRows(hidden, chunk), chunk.labels, logits, trained);
    const next = parts.map((part, index) => add(sums[index]!, part));
    dispose([...sums, ...parts]);
    sums = next;
    byRow.push(rows!);
  }
  const [loss, ...byTrained] = sums;
  const [count, width] = hidden.shape as [number, number];
  return {
    loss: loss!,
    gradients: [...(hiddenWanted ? [spreadRows(byRow, chunks, count, width)] : []), ...byTrained],
  };
}

/** @returns gradient by `rows`, loss, gradient by every trained tensor */
function chunkGradients(
  rows: Tensor,
  labels: Int32Array,
  logits: (rows: Tensor) => Tensor,
  trained: readonly Tensor[],
): Tensor[] {
  return scope(() => {
    let loss!: Tensor;
    const slope = (value: Tensor) => {
      const { losses, gradient } = kernels().sparseCrossEntropy(value, labels);
      loss = keep(sum(losses)); // outlives the scope of the gradients; freed with them
      return gradient;
    };
    const [byRows, ...byTrained] = gradients(() => logits(rows), [rows, ...trained], slope).gradients;
    return [byRows!, loss, ...byTrained];
  });
}
