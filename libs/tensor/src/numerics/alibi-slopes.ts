/**
 * Slopes of ALiBi (Press et al. 2021), one a head: powers of 2^(−8/n); for head counts that are no power of two, the odd powers of the next
 * size fill up.
 */
export function alibiSlopes(heads: number): number[] {
  const whole = 2 ** Math.floor(Math.log2(heads));
  const powers = (size: number, count: number, step: number) =>
    Array.from({ length: count }, (_, index) => 2 ** (-(8 / size) * (1 + index * step)));
  return [...powers(whole, whole, 1), ...powers(2 * whole, heads - whole, 2)];
}
