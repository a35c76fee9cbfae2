import type { BaseModel } from '@weitiao/core';
import type { AttachedAdapter, Weights } from '@weitiao/nn';

/** A model with its weights and what was attached to it: all that answers depend on. Owned by the caller. */
export interface TunedModel {
  readonly model: BaseModel;
  readonly weights: Weights;
  /** None for the untuned model. */
  readonly adapters: readonly AttachedAdapter[];
}
