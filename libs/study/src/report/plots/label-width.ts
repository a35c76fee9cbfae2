/** Pixels that a label takes, about: Chinese characters are twice as wide as Latin ones. */
export const labelWidth = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character.codePointAt(0)! > 0x2e7f ? 13.5 : 7.2), 0);

/** Of the widest, at most a share of the plot. */
export const marginFor = (labels: readonly string[], most: number): number =>
  Math.min(most, Math.max(40, ...labels.map(labelWidth)) + 16);

/** Cut where it is wider than the margin. */
export function fitted(text: string, margin: number): string {
  if (labelWidth(text) <= margin - 16) return text;
  let cut = [...text];
  while (cut.length > 1 && labelWidth(`${cut.join('')}…`) > margin - 16) cut = cut.slice(0, -1);
  return `${cut.join('')}…`;
}
