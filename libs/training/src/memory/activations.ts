import type { BaseModel } from '@weitiao/core';
import { layerWidths } from './layer-widths.js';

/** What a micro-batch asks for. */
export interface Batch {
  /** Rows of a micro-batch. */
  readonly rows: number;
  /** Tokens of a row, virtual ones included. */
  readonly length: number;
  readonly recompute: boolean;
}

/** Rows whose logits exist at once: as many as fill 16 MB, at least 64, in equal chunks. */
function headRows(tokens: number, vocabulary: number): number {
  const most = Math.max(64, Math.floor(2 ** 22 / vocabulary));
  return Math.ceil(tokens / Math.ceil(tokens / most));
}

/**
 * Numbers that the forward pass keeps for the backward one, and those that the layer at work makes besides, at their most. Counted by what
 * libs/nn and libs/tensor keep; factors of what is made besides are measured.
 * @param keepsInputs whether linear layers are trained or tapped: then the input of each is kept
 * @returns undefined where the roles of the model's layers do not tell
 */
export function activationValues(
  model: BaseModel,
  { rows, length, recompute }: Batch,
  keepsInputs: boolean,
): number | undefined {
  const widths = layerWidths(model);
  if (!widths) return undefined;
  const { width, heads, query, key, inner, gated } = widths;
  const tokens = rows * length;
  // Of a token and a head, its attention to every token of its row.
  const scores = heads * length;
  // The stream after each of two sublayers.
  const stream = 2 * width;
  // What norm, attention and activation function keep for their gradients.
  const kept = width + query + 2 * key + scores + width + (gated ? 3 : 1) * inner;
  // The normed stream twice, what attention gives, what the MLP made wide.
  const inputs = keepsInputs ? 2 * width + query + (gated ? 1 : 2) * inner : 0;
  const all = model.cache.layers * (recompute ? stream : stream + kept + inputs);
  const atWork = recompute ? 5.6 * scores + 6 * width + 4.5 * inner : 3.3 * scores + 4 * width + 4 * inner;
  const head = 5.5 * headRows(tokens, model.vocabulary) * model.vocabulary;
  return tokens * all + Math.max(tokens * atWork, head);
}
