import type { BaseModel } from '@weitiao/core';
import type { AttachedAdapter, Weights } from '@weitiao/nn';
import { mergeAdapters, type MergeOptions } from './merge-adapters.js';
import { MergeError } from './merge-error.js';
import type { Merged } from './merged.js';
import { promptLogits } from './prompt-logits.js';

/** How far the merged model is from the attached one, as far as prompts tell. */
export interface Parity {
  /** Largest difference of two logits on a prompt, relative to its largest logit; of all prompts the largest. */
  readonly difference: number;
  /** Index of the prompt where that is. */
  readonly prompt: number;
  readonly prompts: number;
}

/**
 * Merges, and compares the logits of prompts before and after: `mergeAdapters` with a gate.
 * @param prompts token ids of real texts, at least one
 * @throws MergeError as `mergeAdapters`, and where the logits differ by more than the tolerance; with `keepBase`, `weights` are then as they were
 */
export function mergeWithParity(
  model: BaseModel,
  weights: Weights,
  adapters: readonly AttachedAdapter[],
  prompts: readonly (readonly number[])[],
  options: MergeOptions = {},
): { merged: Merged; parity: Parity } {
  const { tolerance = 1e-4 } = options;
  const attached = promptLogits(model, weights, adapters, prompts);
  const merged = mergeAdapters(model, weights, adapters, options);
  const parity = compareLogits(attached, promptLogits(model, weights, [], prompts));
  if (parity.difference <= tolerance) return { merged, parity };
  const [place, residual] = [...merged.residuals].sort(([, a], [, b]) => b - a)[0] ?? ['no layer', 0];
  merged.unmerge();
  throw new MergeError(
    `on ${parity.prompts} prompts the merged model's logits differ from the attached one's\n` +
      `(by ${parity.difference.toExponential(1)} of the largest, on prompt ${parity.prompt + 1}; wanted at most ${tolerance.toExponential(0)}).\n` +
      `The layer that is reproduced worst: ${place} (relative error ${residual.toExponential(1)}).`,
    { place, difference: parity.difference },
  );
}

/** Compares two models' logits of the same prompts. @param wanted @param found one array a prompt */
export function compareLogits(wanted: readonly Float32Array[], found: readonly Float32Array[]): Parity {
  const differences = wanted.map((logits, prompt) => relativeDifference(logits, found[prompt]!));
  const worst = differences.indexOf(Math.max(...differences));
  return { difference: differences[worst] ?? 0, prompt: worst, prompts: wanted.length };
}

function relativeDifference(wanted: Float32Array, found: Float32Array): number {
  // Found once: a global is looked up anew each time, which in some environments takes longer than what it computes.
  const { abs, max } = Math;
  let difference = 0;
  let largest = 0;
  for (let at = 0; at < wanted.length; at++) {
    const here = abs(wanted[at]! - found[at]!);
    // What is no number is at no distance: that is no parity.
    if (here !== here) return Infinity;
    difference = max(difference, here);
    largest = max(largest, abs(wanted[at]!));
  }
  return difference / max(largest, 1e-30);
}
