import type { Checkpoint } from '../checkpoint/newest-checkpoint.js';
import type { AdamWOptions } from '../optimizer/adam-w.js';
import type { Schedule } from '../schedule/schedule.js';
import type { HeldOutLoss } from '../step/held-out-loss.js';
import type { TrainingSubject } from '../step/subject.js';
import type { MicroBatch, TrainingStep } from '../step/training-step.js';

export interface TrainingSpec extends TrainingSubject {
  /** In order. Those before the one to resume at are skipped. */
  readonly steps: Iterable<TrainingStep> | AsyncIterable<TrainingStep>;
  /** Decides the schedule; `steps` must have as many. */
  readonly totalSteps: number;
  readonly learningRate: number;
  /** Linear without warm-up when absent. */
  readonly schedule?: Schedule;
  readonly optimizer?: Partial<AdamWOptions>;
  /** Largest L2 norm of all gradients together: 1 when absent, `Infinity` for no clipping. */
  readonly maxGradientNorm?: number;
  /** Decides dropout, together with step, segment and place. */
  readonly seed: number;
  /** Computes each layer again in the backward pass instead of keeping what it made: slower, much less memory. */
  readonly recompute?: boolean;
  readonly heldOut?: HeldOut;
  readonly checkpoints?: Checkpointing;
  /** Where to go on: its numbers take the place of those in `values`. */
  readonly resume?: Checkpoint;
}

export interface HeldOut {
  /** Called once for each evaluation. */
  readonly batches: () => Iterable<MicroBatch> | AsyncIterable<MicroBatch>;
  /** Before the first step, after every so many, and after the last. */
  readonly everySteps: number;
}

export interface Checkpointing {
  /** Gets one folder `step-S` a checkpoint. */
  readonly folder: string;
  /** After every so many steps, after the last, and when the run is stopped. */
  readonly everySteps: number;
  /** How many of the newest stay: 2 when absent. */
  readonly keep?: number;
  /** Hash of all that decides the result: a run resumes only from its own checkpoints. */
  readonly identity: string;
  /** Versions of packages and engine, for whoever reads the folder. */
  readonly versions?: Readonly<Record<string, string>>;
  /** Called when everything is written but the mark that makes it valid; throws to forbid it. */
  readonly beforeCommit?: () => void | Promise<void>;
}

/** Where a run stands; a function of its inputs alone, without clock or chance. */
export interface TrainingResult {
  /** Optimiser steps done. */
  readonly step: number;
  /** Whether the run was asked to stop before its last step. */
  readonly stopped: boolean;
  /** Of the last step; absent before the first. */
  readonly loss?: number;
  /** The last one taken. */
  readonly heldOut?: HeldOutLoss & { readonly step: number };
  /** Of all steps. */
  readonly trainedTokens: number;
  readonly tokens: number;
}
