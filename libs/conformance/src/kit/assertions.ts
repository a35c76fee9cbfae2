type Numbers = ArrayLike<number>;

const largest = (values: Numbers): number =>
  Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** Largest difference, relative to the largest reference number. */
export function relativeDifference(actual: Numbers, reference: Numbers): number {
  if (actual.length !== reference.length) return Infinity;
  const differences = Array.from(actual, (value, index) => value - reference[index]!);
  if (differences.some(Number.isNaN)) return Infinity;
  return largest(differences) / Math.max(largest(reference), Number.MIN_VALUE);
}

/** A component does not keep a promise. */
export class BrokenPromiseError extends Error {
  override readonly name = 'BrokenPromiseError';
}

export function assert(holds: boolean, message: string): void {
  if (!holds) throw new BrokenPromiseError(message);
}

export function assertClose(actual: Numbers, reference: Numbers, tolerance: number, what: string): void {
  const difference = relativeDifference(actual, reference);
  assert(
    difference <= tolerance,
    `${what}: relative difference ${difference.toExponential(1)}, allowed ${tolerance.toExponential(1)}`,
  );
}

export function assertDifferent(actual: Numbers, reference: Numbers, what: string): void {
  assert(relativeDifference(actual, reference) > 1e-4, `${what}: the numbers are the same`);
}
