import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes } from '@weitiao/core';
import type { TrialResult } from '../run/trial-result.js';
import { endOfTrial } from './end-of-trial.js';

/** What became of a learning rate that was tried. */
export interface TriedRate {
  /** Of the trial that tried it. */
  readonly id: string;
  readonly learningRate: number;
  /** At its end; absent while it is open, and for one that failed. */
  readonly heldOutLoss?: number;
  /** Why it can never be chosen. */
  readonly failure?: { readonly exitCode: number; readonly message: string };
}

/** Reads from its run folder how a try ended. */
export function triedRate(folder: string, { id, learningRate }: Pick<TriedRate, 'id' | 'learningRate'>): TriedRate {
  const end = endOfTrial(folder, id);
  if (!end) return { id, learningRate };
  const { exitCode, message } = end;
  if (exitCode !== 0) return { id, learningRate, failure: { exitCode, message } };
  const { heldOut } = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as TrialResult;
  // A loss that is no number is null in a file.
  if (Number.isFinite(heldOut?.loss)) return { id, learningRate, heldOutLoss: heldOut!.loss };
  const diverged = 'The loss on the held-out rows is no finite number at the end.';
  return { id, learningRate, failure: { exitCode: exitCodes.data, message: diverged } };
}

/**
 * The rate with the smallest held-out loss, of equal ones the smaller. Undefined while one is open, since it may be the best, and when all have failed.
 */
export function bestRate(tried: readonly TriedRate[]): number | undefined {
  if (tried.some(({ heldOutLoss, failure }) => heldOutLoss === undefined && !failure)) return undefined;
  const able = tried.flatMap(({ heldOutLoss: loss, learningRate }) =>
    loss === undefined ? [] : [{ loss, learningRate }],
  );
  return able.sort((a, b) => a.loss - b.loss || a.learningRate - b.learningRate)[0]?.learningRate;
}
