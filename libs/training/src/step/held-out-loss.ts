import { setImmediate } from 'node:timers/promises';
import { exitCodes, WeitiaoError } from '@weitiao/core';
import { ForwardPass, layOut, tokenLoss, virtualTokenCounts } from '@weitiao/nn';
import { scope } from '@weitiao/tensor';
import { countTokens } from './count-tokens.js';
import { adaptersOf, type TrainingSubject } from './subject.js';
import type { MicroBatch } from './training-step.js';

export interface HeldOutLoss {
  /** Mean of −ln p over the labelled tokens. */
  readonly loss: number;
  /** How many those are. */
  readonly tokens: number;
}

/**
 * Loss on rows that are not trained on: no dropout, nothing kept for gradients.
 * @returns undefined when the signal ended it
 */
export async function heldOutLoss(
  subject: TrainingSubject,
  batches: Iterable<MicroBatch> | AsyncIterable<MicroBatch>,
  signal?: AbortSignal,
): Promise<HeldOutLoss | undefined> {
  let [sum, tokens] = [0, 0];
  for await (const rows of batches) {
    await setImmediate();
    if (signal?.aborted) return undefined;
    const part = lossOf(subject, rows);
    sum += part.sum;
    tokens += part.count;
  }
  if (tokens === 0) throw new WeitiaoError('The held-out rows have no token to take a loss of.', exitCodes.data);
  return { loss: sum / tokens, tokens };
}

function lossOf(subject: TrainingSubject, rows: MicroBatch): { sum: number; count: number } {
  const adapters = adaptersOf(subject);
  const counts = virtualTokenCounts(adapters.map(({ adapter }) => adapter));
  if (countTokens([rows], counts).trainedTokens === 0) return { sum: 0, count: 0 };
  return scope(() => {
    const { layout, labels } = layOut(rows, counts);
    const pass = new ForwardPass({ model: subject.model, weights: subject.weights, adapters, layout });
    try {
      const { sum, count } = tokenLoss(pass, labels);
      return { sum: sum.dataSync()[0]!, count };
    } finally {
      pass[Symbol.dispose]();
    }
  });
}
