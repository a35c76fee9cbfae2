import { argMax } from '@weitiao/tensor';
import type { Reading } from '../reading/reader.js';
import { requireFinite } from '../reading/require-finite.js';
import { chooseToken } from '../sampling/choose-token.js';
import type { Sampling } from '../sampling/sampling-options.js';
import type { AnswerRow } from './answer-row.js';

/**
 * The next token of every row. Only the choice comes to the host where it depends on the logits alone.
 * @param lengths how many tokens were just read in each row
 */
export function chooseNext(
  reading: Reading,
  lengths: readonly number[],
  rows: readonly AnswerRow[],
  sampling: Sampling,
  seed: number,
): number[] {
  const logits = reading.logits(lengths.map((length, row) => reading.at(row, length - 1)));
  requireFinite(logits);
  if (sampling.temperature === 0 && sampling.repetitionPenalty === 1) return [...argMax(logits, 1).dataSync()];
  const onHost = logits.dataSync() as Float32Array;
  const vocabulary = logits.shape[1]!;
  return rows.map(({ seen, id, tokens }, row) => {
    const own = onHost.subarray(row * vocabulary, (row + 1) * vocabulary);
    return chooseToken(own, seen, sampling, { seed, id, position: tokens.length });
  });
}
