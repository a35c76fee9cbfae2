import { progressOf, type Progress } from '../checkpoint/checkpoint-state.js';
import { restoreCheckpoint } from '../checkpoint/restore-checkpoint.js';
import { saveCheckpoint } from '../checkpoint/save-checkpoint.js';
import { adamWDefaults } from '../optimizer/adam-w.js';
import { isTrained, OptimizerState } from '../optimizer/optimizer-state.js';
import { scheduleFactor } from '../schedule/schedule.js';
import { heldOutLoss } from '../step/held-out-loss.js';
import { optimizerStep } from '../step/optimizer-step.js';
import type { TrainingStep } from '../step/training-step.js';
import { checkSpec } from './check-spec.js';
import type { StepEnd, TrainingEvent } from './training-event.js';
import type { TrainingResult, TrainingSpec } from './training-spec.js';

/** A run on its way: where it stands and the moments of its optimiser. What it can do is what `train` does in order. */
export class TrainingRun implements Disposable {
  #progress: Progress;
  #savedAt: number;

  private constructor(
    private readonly spec: TrainingSpec,
    private readonly signal: AbortSignal,
    private readonly moments: OptimizerState,
  ) {
    this.#progress = spec.resume ? progressOf(spec.resume.state) : { step: 0, trainedTokens: 0, tokens: 0 };
    this.#savedAt = spec.resume ? this.#progress.step : -1;
  }

  static async start(spec: TrainingSpec, signal: AbortSignal): Promise<TrainingRun> {
    checkSpec(spec);
    const { resume, values } = spec;
    const moments = resume ? await restoreCheckpoint(resume, values) : OptimizerState.start(values.parameters);
    return new TrainingRun(spec, signal, moments);
  }

  get result(): TrainingResult {
    return { ...this.#progress, stopped: !this.#isDone };
  }

  get isCheckpointDue(): boolean {
    return this.#progress.step % (this.spec.checkpoints?.everySteps ?? Infinity) === 0;
  }

  /** The steps from where the run stands to its end. */
  async *remainingSteps(): AsyncGenerator<TrainingStep> {
    const { steps, totalSteps } = this.spec;
    if (this.#progress.step >= totalSteps) return;
    for await (const step of steps) {
      if (step.step < this.#progress.step) continue;
      if (step.step > this.#progress.step)
        throw new Error(`Step ${step.step} came where step ${this.#progress.step} was due.`);
      yield step;
      if (this.#progress.step >= totalSteps) return;
    }
    throw new Error(`The steps ended at ${this.#progress.step}; totalSteps is ${totalSteps}.`);
  }

  /** One optimiser step; undefined when it was given up because the run is stopped. */
  async take(step: TrainingStep): Promise<StepEnd | undefined> {
    const { spec, signal, moments: state } = this;
    const { totalSteps, seed, recompute = false, maxGradientNorm = 1, schedule = { name: 'linear' } } = spec;
    const learningRate = spec.learningRate * scheduleFactor(schedule, step.step, totalSteps);
    const optimizer = { ...adamWDefaults, ...spec.optimizer };
    const began = performance.now();
    const taken = await optimizerStep(step, {
      subject: spec,
      optimizer,
      state,
      learningRate,
      maxGradientNorm,
      seed,
      recompute,
      totalSteps,
      signal,
    });
    if (!taken) return undefined;
    const seconds = (performance.now() - began) / 1000;
    const { loss, tokens, trainedTokens, gradientNorm, penalty } = taken;
    const before = this.#progress;
    const done = step.step + 1;
    this.#progress = {
      ...before,
      step: done,
      loss,
      tokens: before.tokens + tokens,
      trainedTokens: before.trainedTokens + trainedTokens,
    };
    const head = { type: 'step-end', step: done, totalSteps, loss, gradientNorm, learningRate } as const;
    const speed = { tokens, trainedTokens, seconds, tokensPerSecond: tokens / seconds };
    return { ...head, ...(spec.adapter.penalty ? { penalty } : {}), ...speed };
  }

  /** The held-out loss, where it is due and not yet taken. */
  async *holdOut(): AsyncGenerator<TrainingEvent> {
    const { heldOut } = this.spec;
    if (!heldOut || !this.#isHeldOutDue) return;
    const taken = await heldOutLoss(this.spec, heldOut.batches(), this.signal);
    if (!taken) return;
    const { step } = this.#progress;
    this.#progress = { ...this.#progress, heldOut: { step, ...taken } };
    yield { type: 'held-out-end', step, ...taken };
  }

  /** Saves where the run stands, unless that is on disk already. */
  async *checkpoint(): AsyncGenerator<TrainingEvent> {
    const { checkpoints, values, totalSteps } = this.spec;
    const { step } = this.#progress;
    if (!checkpoints || step === this.#savedAt) return;
    const { folder: parent, keep = 2, identity, versions = {}, beforeCommit } = checkpoints;
    const state = { format: 1, identity, totalSteps, ...this.#progress, versions } as const;
    const folder = await saveCheckpoint(values, this.moments, state, { parent, keep, beforeCommit });
    this.#savedAt = step;
    yield { type: 'checkpoint-saved', step, folder };
  }

  started(): TrainingEvent {
    const sizes = this.spec.values.parameters
      .filter(isTrained)
      .map(({ shape }) => shape.reduce((size, length) => size * length, 1));
    const trainedParameters = sizes.reduce((sum, size) => sum + size, 0);
    return { type: 'run-start', step: this.#progress.step, totalSteps: this.spec.totalSteps, trainedParameters };
  }

  ended(): TrainingEvent {
    return { type: 'run-end', step: this.#progress.step, outcome: this.#isDone ? 'done' : 'stopped' };
  }

  failed(error: unknown): TrainingEvent {
    const message = error instanceof Error ? error.message : String(error);
    return { type: 'run-end', step: this.#progress.step, outcome: 'failed', message };
  }

  [Symbol.dispose](): void {
    this.moments[Symbol.dispose]();
  }

  get #isDone(): boolean {
    return this.#progress.step >= this.spec.totalSteps && !this.#isHeldOutDue;
  }

  get #isHeldOutDue(): boolean {
    const { heldOut, totalSteps } = this.spec;
    const { step, heldOut: last } = this.#progress;
    return heldOut !== undefined && last?.step !== step && (step % heldOut.everySteps === 0 || step >= totalSteps);
  }
}
