import { Container, token, type PluginCatalogue } from '@weitiao/container';
import type { Services } from '@weitiao/core';
import { ModelHub } from '@weitiao/hub';
import { virtualTokenCounts } from '@weitiao/nn';
import type { Observer } from 'rxjs';
import { templateOf } from '../config/train-options.js';
import { LoadedBase } from '../base/loaded-base.js';
import { startEngine } from '../engine/start-engine.js';
import type { Manifest } from '../manifest/manifest.js';
import { checkUnchanged } from '../plan/check-unchanged.js';
import { resolveComponents } from '../plan/components.js';
import { modelFolder } from '../plan/in-folder.js';
import { TrainingData } from '../stages/training-data.js';
import { Tuned } from '../stages/tuned.js';
import { Attempt } from './attempt.js';
import { commit } from './commit.js';
import { evaluateAttempt } from './evaluate-attempt.js';
import { recordFailure } from './record-failure.js';
import { RunFolder } from './run-folder.js';
import { saveAttempt } from './save-attempt.js';
import { trainAttempt } from './train-attempt.js';
import type { TrialEvent } from './trial-event.js';
import { TrialLog } from './trial-log.js';
import type { TrialResult } from './trial-result.js';

export interface RunTrialOptions {
  readonly plugins: PluginCatalogue;
  /** Asks the run to stop at its next safe point. */
  readonly signal?: AbortSignal;
  readonly events?: Partial<Observer<TrialEvent>>;
  /** Folder of answers that trials share; without it every question is asked. */
  readonly cache?: string;
  /** Finds what the manifest names by an id. */
  readonly hub?: ModelHub;
}

/** What the run gives to components. */
export const servicesToken = token<Services>('services');

/**
 * Runs a trial in its folder. Done already: its result at once; failed for good: the same error; half done: from the newest
 * whole checkpoint of any attempt.
 * @throws WeitiaoError with the exit codes of design section 5
 */
export async function runTrial(manifest: Manifest, output: string, options: RunTrialOptions): Promise<TrialResult> {
  const { plugins, cache, hub = new ModelHub(), signal = new AbortController().signal } = options;
  const { id, folder, trial } = manifest;
  const log = new TrialLog(options.events);
  const run = await RunFolder.open(output, manifest);
  const known = run.outcome();
  if (known) return log.tell({ type: 'already-done' }, known);

  const parts = await resolveComponents(plugins, trial);
  await checkUnchanged(manifest, parts, hub);
  const engine = await startEngine(plugins, trial.train);
  await using container = Container.create().child();
  const attempt = container.own(await Attempt.take(run, id, { engine }));
  log.begin(attempt, engine);
  try {
    const warn = (message: string) => log.tell({ type: 'warning', message });
    const services = container.register(servicesToken, { signal, folder, hub, warn });
    const from = await modelFolder(hub, folder, parts.model.from);
    const base = container.own(await LoadedBase.read(parts.model, from, warn));
    const tuned = container.own(Tuned.start(base, parts.method, trial.seed));
    log.tell({ type: 'model-loaded', parameters: base.parameters, trainedParameters: tuned.trainedParameters });

    const spec = {
      source: parts.data,
      services,
      tokenizer: base.tokenizer,
      template: await base.template(templateOf(trial.train)),
      options: trial.train,
      seed: trial.seed,
      model: base.model,
      virtualTokens: virtualTokenCounts([tuned.adapter]),
    };
    const data = container.own(await TrainingData.prepare(spec));
    log.tell({ type: 'data-prepared', totalSteps: data.totalSteps, report: data.report });

    const trained = await trainAttempt({ run, attempt, manifest, tuned, data, engine, log, signal });
    const files = await saveAttempt({ run, attempt, tuned, template: data.template, log });
    const { step } = trained;
    const evaluations = await evaluateAttempt({
      run,
      attempt,
      manifest,
      parts,
      tuned,
      services,
      engine,
      cache,
      log,
      step,
    });
    return await commit({ run, attempt, manifest, tuned, data, trained, evaluations, files });
  } catch (error) {
    throw await recordFailure({ run, attempt, error, signal });
  }
}
