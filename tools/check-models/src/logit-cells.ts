import type { BaseModel } from '@weitiao/core';
import { cachedDifference, paddedDifference, referenceDifference, rowsDifference } from '@weitiao/conformance/bench';
import { attempt, largestOf, within } from '@weitiao/python-reference';
import type { Found } from './columns.js';
import type { Subject } from './subject.js';

/** Of logits, in units of the largest. */
export const logitTolerance = 1e-4;

/** Tokens that are read at once: one, or the context that sees itself in both directions and the token that ends it. */
export const firstPass = ({ divide }: BaseModel, tokens: readonly number[]): number =>
  divide ? divide(tokens).context + 1 : 1;

/** The columns that need no Python: its numbers lie beside the checkpoint. */
export async function logitCells({
  loaded,
  numbers: { texts, padded },
}: Pick<Subject, 'loaded' | 'numbers'>): Promise<Found> {
  const bench = { ...loaded, adapters: [] };
  // A context that is read in both directions cannot be read in part.
  const readWhole = (tokens: readonly number[]) => 1 + (bench.model.divide?.(tokens).context ?? 0);
  return {
    logits: await attempt(() => within([['logits', referenceDifference(bench, texts), logitTolerance]])),
    cached: await attempt(() => within([['logits', cachedDifference(bench, texts, readWhole), logitTolerance]])),
    padded: await attempt(() =>
      largestOf(
        within([
          ['logits of padded and packed rows', rowsDifference(bench, texts), logitTolerance],
          ...padded.map((batch) => {
            const what = `logits of what the reference padded on the ${batch.side}`;
            return [what, paddedDifference(bench, batch), logitTolerance] as const;
          }),
        ]),
      ),
    ),
  };
}
