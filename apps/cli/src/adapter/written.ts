import type { Tensor } from '@weitiao/tensor';
import { print, printJson, type Console } from '../console.js';
import type { OpenMerged } from './open-merged.js';

/** Every weight of the checkpoint. */
export const weightsOf = ({ base: { weights } }: OpenMerged): Map<string, Tensor> =>
  new Map([...weights.names].map((name) => [name, weights.get(name)]));

/** Says what was written, and how exact the merge is. */
export function tellWritten(
  { parity }: OpenMerged,
  { output, json = false }: { readonly output: string; readonly json?: boolean },
  { out }: Console,
): void {
  if (json) return printJson(out, { type: 'result', output, ...(parity && { parity }) });
  const exact = parity
    ? `; on ${parity.prompts} prompts its logits are within ${parity.difference.toExponential(1)} of the attached ones (relative to the largest)`
    : '';
  print(out, `${output} written${exact}`);
}
