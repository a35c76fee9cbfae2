import type { BaseModel, Layout } from '@weitiao/core';
import type { KeyValueCache } from '../memory/key-value-cache.js';
import type { Weights } from '../memory/weights.js';
import type { AttachedAdapter } from './attached-adapter.js';
import type { StepSeed } from './segment-dropout.js';

/** What a forward pass runs on. */
export interface PassSpec {
  readonly model: BaseModel;
  readonly weights: Weights;
  readonly adapters: readonly AttachedAdapter[];
  readonly layout: Layout;
  /** Keys and values of earlier passes; this one adds its own. */
  readonly cache?: KeyValueCache;
  /** Absent outside training: then nothing is dropped. */
  readonly training?: StepSeed & { readonly recompute?: boolean };
}
