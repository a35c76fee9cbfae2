import type { Adapter, BaseModel } from '@weitiao/core';
import type { AttachedAdapter, ParameterStore, Weights } from '@weitiao/nn';

/** What is trained. */
export interface TrainingSubject {
  readonly model: BaseModel;
  readonly weights: Weights;
  readonly adapter: Adapter;
  /** Values of the adapter's parameters: changed by training. */
  readonly values: ParameterStore;
  /** Adapters that are attached before the trained one and stay as they are. */
  readonly frozenAdapters?: readonly AttachedAdapter[];
}

/** In attach order, the trained one last. */
export const adaptersOf = ({ adapter, values, frozenAdapters = [] }: TrainingSubject): AttachedAdapter[] => [
  ...frozenAdapters,
  { adapter, values },
];
