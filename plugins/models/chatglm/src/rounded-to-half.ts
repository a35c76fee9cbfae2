/** The nearest number of half precision, ties to even; of a number between 2⁻²⁴ and 65,504. */
export function roundedToHalf(value: number): number {
  const exponent = Math.max(Math.floor(Math.log2(value)), -14);
  const steps = value / 2 ** (exponent - 10);
  const below = Math.floor(steps);
  const [rest, isOdd] = [steps - below, below % 2 === 1];
  return (below + Number(rest > 0.5 || (rest === 0.5 && isOdd))) * 2 ** (exponent - 10);
}
