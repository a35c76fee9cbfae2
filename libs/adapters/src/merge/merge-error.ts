import { exitCodes, WeitiaoError } from '@weitiao/core';

/** What stands in the way of a merge. */
export interface MergeObstacle {
  /** Path of the layer, or name of the weight. */
  readonly place?: string;
  /** How far the merged layer, or the merged model's logits, would be from the attached one, relative to the largest value. */
  readonly difference?: number;
}

/** Adapters that no weights of the base model can stand for (exit code 65). Nothing was changed. */
export class MergeError extends WeitiaoError {
  constructor(
    reason: string,
    readonly obstacle: MergeObstacle = {},
    options?: ErrorOptions,
  ) {
    super(`Cannot be merged: ${reason}`, exitCodes.data, options);
  }
}
