import { StudyError, type LinearSite, type Pass } from '@weitiao/core';
import { add, matMul, pad, reshape, sum, tile, transpose, type Tensor } from '@weitiao/tensor';

/** @throws StudyError when a layer cannot be cut as the variant needs it */
export function checkWidths(site: LinearSite, rank: number, variant: string, columns: number): void {
  const { path, inputWidth, outputWidth } = site;
  const refuse = (why: string) => {
    throw new StudyError(`MiSS of rank ${rank} does not fit ${path} [${outputWidth}, ${inputWidth}]: ${why}.`);
  };
  if (rank > inputWidth) refuse('the rank is larger than the input');
  if (variant === 'bat' && (inputWidth % rank !== 0 || outputWidth % rank !== 0))
    refuse('for bat the rank must divide both widths');
  if (variant === 'mini' && outputWidth % columns !== 0)
    refuse(`for mini the number of columns, ${columns}, must divide the output`);
}

/** Sum of the input's shards, the last one filled up with zeros. `[rows, input]` → `[rows, rank]` */
export function sumOfShards(input: Tensor, rank: number): Tensor {
  const [rows, width] = [input.shape[0]!, input.shape[1]!];
  const missing = (rank - (width % rank)) % rank;
  const whole =
    missing === 0
      ? input
      : pad(input, [
          [0, 0],
          [0, missing],
        ]);
  return sum(reshape(whole, [rows, -1, rank]), 1);
}

/** `[rank, columns]` → `[rank, width]` */
export const repeatedColumns = (shared: Tensor, width: number): Tensor =>
  shared.shape[1] === width ? shared : tile(shared, [1, width / shared.shape[1]!]);

/**
 * W D + D in every block of the weight, with the D of the block's outputs.
 * @param shared `[output / rank, rank, rank]`
 * @returns `[output, input]`
 */
export function shardedUpdate(
  pass: Pass,
  { weight, rows, inputWidth, outputWidth }: LinearSite,
  shared: Tensor,
): Tensor {
  const rank = shared.shape[1]!;
  const [outputs, inputs] = [outputWidth / rank, inputWidth / rank];
  const stored = pass.weight(weight);
  const kernel = rows === 'output' ? stored : transpose(stored);
  // [outputs, inputs × rank, rank]: the rows of all blocks that share a D one below another.
  const blocks = reshape(transpose(reshape(kernel, [outputs, rank, inputs, rank]), [0, 2, 1, 3]), [outputs, -1, rank]);
  const updated = add(matMul(blocks, shared), tile(shared, [1, inputs, 1]));
  return reshape(transpose(reshape(updated, [outputs, inputs, rank, rank]), [0, 2, 1, 3]), [outputWidth, inputWidth]);
}
