/** Holm's correction (1979) over a family of tests. A null, a test that could not be made, is no part of the family. */
export function holm(pValues: readonly (number | null)[]): (number | null)[] {
  const made = pValues.flatMap((pValue, index) => (pValue === null ? [] : [{ pValue, index }]));
  const corrected: (number | null)[] = pValues.map(() => null);
  let largest = 0;
  made
    .sort((a, b) => a.pValue - b.pValue)
    .forEach(({ pValue, index }, rank) => {
      largest = Math.max(largest, Math.min(1, pValue * (made.length - rank)));
      corrected[index] = largest;
    });
  return corrected;
}
