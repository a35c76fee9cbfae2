import { add, mul, type Tensor, tensor } from '../operations.js';
import { philoxNormal, randomKey } from '../random/index.js';
import { scope } from '../scope.js';
import { gradients } from '../tape/index.js';

export interface FiniteDifferenceOptions {
  /** Half of the distance between the two points compared. */
  readonly step?: number;
  /** Random directions tried for each input. */
  readonly directions?: number;
}

/**
 * Compares the gradients of `compute` with central finite differences along random directions.
 * @param compute a function of `inputs`; a result that is no scalar is multiplied with fixed random numbers and summed
 * @returns for each input, the largest |difference of the two slopes| ÷ ‖gradient‖
 */
export function gradientErrors(
  compute: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  { step = 1e-2, directions = 3 }: FiniteDifferenceOptions = {},
): number[] {
  const upstream = scope(() => normals(compute(...inputs).shape, 'upstream'));
  // In double precision on the host: a float32 sum would hide small differences.
  const loss = (...values: Tensor[]) =>
    dot(
      scope(() => compute(...values)),
      upstream,
    );
  const found = gradients(() => compute(...inputs), inputs, upstream).gradients;
  const errors = inputs.map((input, index) => {
    const slopeError = (direction: Tensor) => {
      const at = (distance: number) =>
        loss(...inputs.map((other, place) => (place === index ? add(input, mul(direction, distance)) : other)));
      return Math.abs((at(step) - at(-step)) / (2 * step) - dot(found[index]!, direction));
    };
    const worst = Math.max(
      ...Array.from(
        { length: directions },
        (_, number) => scope(() => slopeError(normals(input.shape, index, number)) as never) as number,
      ),
    );
    return worst / (Math.sqrt(dot(found[index]!, found[index]!)) || 1);
  });
  [upstream, ...found].forEach((made) => made.dispose());
  return errors;
}

const normals = (shape: readonly number[], ...key: (string | number)[]): Tensor =>
  tensor(
    philoxNormal(
      shape.reduce((size, length) => size * length, 1),
      randomKey('finite differences', ...key),
    ),
    [...shape],
  );

function dot(left: Tensor, right: Tensor): number {
  const other = right.dataSync();
  let sum = 0;
  left.dataSync().forEach((value, index) => (sum += value * other[index]!));
  return sum;
}
