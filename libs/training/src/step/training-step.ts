import type { Segment } from '@weitiao/core';

/** Rows of a pass, each with the segments packed in it. */
export type MicroBatch = readonly (readonly Segment[])[];

/** What one optimiser step sees. How it is cut into micro-batches changes memory and time, not the result. */
export interface TrainingStep {
  /** Counts from 0. */
  readonly step: number;
  readonly microBatches: readonly MicroBatch[];
}
