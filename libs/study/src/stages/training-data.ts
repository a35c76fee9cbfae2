import { isTextSource, StudyError, type BaseModel, type DataSource, type Services } from '@weitiao/core';
import {
  microBatches,
  planSteps,
  prepareBlocks,
  prepareExamples,
  splitHeldOut,
  type Examples,
  type MicroBatchSpec,
  type PreparationReport,
  type PreparedExamples,
  type StepPlan,
} from '@weitiao/data';
import { longestBehind, type VirtualTokenCounts } from '@weitiao/nn';
import type { Template, Tokenizer } from '@weitiao/tokenizer';
import type { HeldOut, MicroBatch, TrainingStep } from '@weitiao/training';
import type { TrainOptions } from '../config/train-options.js';

export interface TrainingDataSpec {
  readonly source: DataSource;
  readonly services: Services;
  readonly tokenizer: Tokenizer;
  /** How conversations are written; of no use to plain text. */
  readonly template: Template;
  readonly options: TrainOptions;
  readonly seed: number;
  /** Of the adapter that is trained. */
  readonly virtualTokens: VirtualTokenCounts;
  readonly model: BaseModel;
}

/** Held-out rows are the same for every seed, so that runs which differ in it can be compared. */
const heldOutSeed = 0;

/** The rows of a source as optimiser steps; owns their temporary file. */
export class TrainingData implements Disposable {
  private constructor(
    private readonly prepared: PreparedExamples,
    readonly training: Examples,
    private readonly held: Examples | undefined,
    private readonly plan: StepPlan,
    private readonly spec: TrainingDataSpec,
  ) {}

  /** @throws DataFormatError when a row is not as it must be, or none is left; StudyError when the options do not fit the rows */
  static async prepare(spec: TrainingDataSpec): Promise<TrainingData> {
    const { options, seed } = spec;
    const { heldOut } = options;
    const prepared = await prepare(spec);
    try {
      checkLengths(prepared, spec);
      const { training, heldOut: held } = heldOut
        ? splitHeldOut(prepared, { count: heldOut.rows }, heldOutSeed)
        : { training: prepared, heldOut: undefined };
      const plan = planSteps({ data: training, seed, shuffle: true, budget: budgetOf(options), ...stepSize(options) });
      return new TrainingData(prepared, training, held, plan, spec);
    } catch (error) {
      prepared[Symbol.dispose]();
      throw error;
    }
  }

  get report(): PreparationReport {
    return this.prepared.report;
  }

  /** How the conversations are written that are trained on; undefined of plain text. */
  get template(): Template | undefined {
    const { source, template } = this.spec;
    return isTextSource(source) ? undefined : template;
  }

  get totalSteps(): number {
    return this.plan.steps;
  }

  /** The steps from this one on. */
  *steps(from = 0): Generator<TrainingStep> {
    for (let step = from; step < this.plan.steps; step++)
      yield { step, microBatches: this.cut(this.training, this.plan.at(step)) };
  }

  get heldOut(): HeldOut | undefined {
    const { held, spec } = this;
    if (!held || !spec.options.heldOut) return undefined;
    const all = Array.from({ length: held.count }, (_, index) => index);
    return { everySteps: spec.options.heldOut.everySteps, batches: () => this.cut(held, all) };
  }

  [Symbol.dispose](): void {
    this.prepared[Symbol.dispose]();
  }

  private cut(examples: Examples, step: readonly number[]): MicroBatch[] {
    const { options, virtualTokens } = this.spec;
    const { examples: maxExamples, tokens: maxTokens } = options.microBatch;
    const how: MicroBatchSpec = {
      // A block fills a row by itself.
      rows: options.packing && !isTextSource(this.spec.source) ? 'packed' : 'padded',
      length: (example) => examples.length(example) + virtualTokens.prompt,
      capacity: options.maxLength + virtualTokens.prompt,
      ...(maxExamples === undefined ? {} : { maxExamples }),
      ...(maxTokens === undefined ? {} : { maxTokens }),
    };
    return microBatches(step, how).map((rows) =>
      rows.map((row) => row.flatMap((example) => examples.segments(example))),
    );
  }
}

function prepare(spec: TrainingDataSpec): Promise<PreparedExamples> {
  const { source, options } = spec;
  const { maxLength, onTooLong, documents = 'joined' } = options;
  return isTextSource(source)
    ? prepareBlocks({ ...spec, source, blockLength: maxLength, documents })
    : prepareExamples({ ...spec, source, maxLength, onTooLong });
}

/** Told before the first step and not at the one, hours later, that a long text is in. */
function checkLengths(examples: Examples, { model, virtualTokens, options }: TrainingDataSpec): void {
  const most = longestBehind(model, virtualTokens);
  if (options.maxLength <= most) return;
  let longest = 0;
  for (let index = 0; index < examples.count; index++)
    if (examples.length(index) > most)
      for (const { tokens } of examples.segments(index)) longest = Math.max(longest, tokens.length);
  if (longest <= most) return;
  throw new StudyError(
    `A text of ${longest} tokens is to be trained on, and this model reads at most ${most} with this method. ` +
      `Set train.maxLength to ${most} or less; it is ${options.maxLength}.`,
  );
}

function budgetOf({ budget: { epochs, steps, tokens } }: TrainOptions): Parameters<typeof planSteps>[0]['budget'] {
  if (epochs !== undefined) return { epochs };
  return steps !== undefined ? { steps } : { tokens: tokens! };
}

const stepSize = ({ examplesPerStep, tokensPerStep }: TrainOptions) =>
  examplesPerStep !== undefined ? { examplesPerStep } : { tokensPerStep: tokensPerStep! };
