import type { Stored } from '@weitiao/tensor';
import { print, printJson, type Console } from '../console.js';
import type { OpenMerged } from './open-merged.js';

/** Every weight of the checkpoint. */
export const weightsOf = ({ base: { weights } }: OpenMerged): Map<string, Stored> =>
  new Map([...weights.names].map((name) => [name, weights.stored(name)]));

/**
 * Says what was written, and how exact the merge is: that of float32, in which it is made and compared.
 * @param numbers type of the numbers in the file; a narrower one rounds them afterwards
 */
export function tellWritten(
  { parity }: OpenMerged,
  { output, json = false, numbers }: { readonly output: string; readonly json?: boolean; readonly numbers: string },
  { out }: Console,
): void {
  if (json) return printJson(out, { type: 'result', output, numbers, ...(parity && { parity }) });
  const rounded = numbers === 'f32' ? '' : `, before the numbers were rounded to ${numbers}`;
  const exact = parity
    ? `; on ${parity.prompts} prompts its logits are within ${parity.difference.toExponential(1)} of the attached ones (relative to the largest)${rounded}`
    : '';
  print(out, `${output} written${exact}`);
}
