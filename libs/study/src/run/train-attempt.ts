import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { EngineInfo } from '@weitiao/core';
import { heldOutLoss, newestCheckpoint, type Checkpoint, type TrainingResult } from '@weitiao/training';
import type { Manifest } from '../manifest/manifest.js';
import { trainTuned } from '../stages/train-tuned.js';
import type { TrainingData } from '../stages/training-data.js';
import type { Tuned } from '../stages/tuned.js';
import type { Attempt } from './attempt.js';
import { InterruptedError } from './errors.js';
import type { RunFolder } from './run-folder.js';
import type { TrialLog } from './trial-log.js';

interface TrainAttemptSpec {
  readonly run: RunFolder;
  readonly attempt: Attempt;
  readonly manifest: Manifest;
  readonly tuned: Tuned;
  readonly data: TrainingData;
  readonly engine: EngineInfo;
  readonly log: TrialLog;
  readonly signal: AbortSignal;
}

/**
 * Trains from the newest whole checkpoint of any attempt to the end, or until asked to stop. The untuned model has nothing to
 * train: only its held-out loss is taken.
 * @throws InterruptedError, FencedError, CannotWriteError
 */
export async function trainAttempt(spec: TrainAttemptSpec): Promise<TrainingResult> {
  if (spec.signal.aborted) throw new InterruptedError(0);
  const trained = spec.tuned.method ? await train(spec) : await measure(spec);
  if (trained.stopped) throw new InterruptedError(trained.step);
  return trained;
}

async function train({
  run,
  attempt,
  manifest,
  tuned,
  data,
  engine,
  log,
  signal,
}: TrainAttemptSpec): Promise<TrainingResult> {
  const { id: identity, trial } = manifest;
  const warn = (message: string) => log.tell({ type: 'warning', message });
  const resume = await newestCheckpoint(run.checkpointFolders(), { identity, warn });
  await forgetOthers(run, resume);
  const versions = { [engine.name]: engine.library, node: process.version };
  const folder = attempt.inside('checkpoints');
  const checkpoints = { ...trial.train.checkpoints, folder, identity, versions, beforeCommit: () => attempt.fence() };
  const running = trainTuned({ tuned, data, options: trial.train, seed: trial.seed, checkpoints, resume });
  const stop = () => void running.stop();
  signal.addEventListener('abort', stop);
  running.events.subscribe((event) => {
    log.tell(event);
    if (log.hasFailed) stop();
  });
  try {
    const trained = await running;
    log.check();
    return trained;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Nobody resumes from these: earlier attempts are fenced off, and the newest is held. */
async function forgetOthers(run: RunFolder, resume: Checkpoint | undefined): Promise<void> {
  if (!resume) return;
  const kept = dirname(resume.folder);
  for (const folder of run.checkpointFolders()) if (folder !== kept) await rm(folder, { recursive: true, force: true });
}

async function measure({ tuned, data, log, signal }: TrainAttemptSpec): Promise<TrainingResult> {
  const nothing = { step: 0, stopped: false, trainedTokens: 0, tokens: 0 };
  if (!data.heldOut) return nothing;
  const { model, weights } = tuned.base;
  const taken = await heldOutLoss(
    { model, weights, adapter: tuned.adapter, values: tuned.values },
    data.heldOut.batches(),
    signal,
  );
  if (!taken) return { ...nothing, stopped: true };
  log.tell({ type: 'held-out-end', step: 0, ...taken });
  return { ...nothing, heldOut: { step: 0, ...taken } };
}
