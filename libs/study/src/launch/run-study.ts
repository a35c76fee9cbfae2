import type { Hub, Launcher, LaunchEvent } from '@weitiao/core';
import type { PlannedSearch } from '../plan/search.js';
import { triesOf, type StudyPlan } from '../plan/study-plan.js';
import { checkJudges } from './check-judges.js';
import { endOfTrial, type TrialEnd } from './end-of-trial.js';
import { runTrials } from './run-trials.js';
import { StudyFolder } from './study-folder.js';

export type StudyEvent =
  /** Before the tries; there is none in a study that searches no learning rate. */
  | { readonly type: 'search-start'; readonly trials: number; readonly done: number; readonly folder: string }
  /** After them, for each arm. `chosen` is absent where all tries failed, or one is still open. */
  | { readonly type: 'search-end'; readonly arm: PlannedSearch['arm']; readonly chosen?: number }
  | { readonly type: 'study-start'; readonly trials: number; readonly done: number; readonly folder: string }
  | LaunchEvent;

export interface RunStudyOptions {
  /** Folder of the study: lock, trials, report. */
  readonly output: string;
  readonly launcher: Launcher;
  /** Program and first arguments that start `trial run`. */
  readonly command: readonly string[];
  readonly signal: AbortSignal;
  readonly warn: (message: string) => void;
  readonly tell?: (event: StudyEvent) => void;
  /** Finds what benchmarks name by an id of a hub. */
  readonly hub?: Hub;
}

/**
 * Plans, then has every trial run that is not done: first those that try learning rates, then the grid with the rates that did best. Safe to call
 * again, and by several processes at once: a trial has one result.
 * @returns how each trial of the grid ended, in its order, and how the tries of an arm ended whose rate could not be chosen
 * @throws CannotWriteError, UnavailableError when a judge cannot be asked
 */
export async function runStudy(given: StudyPlan, options: RunStudyOptions): Promise<TrialEnd[]> {
  const study = new StudyFolder(options.output);
  const { signal, warn, hub } = options;
  const services = { signal, folder: given.folder, warn, ...(hub && { hub }) };
  given.notes.forEach(options.warn);
  const begun = await study.write(given, services);
  const tries = triesOf(given);
  const isOpen = ({ manifest: { id } }: StudyPlan['trials'][number]) => !endOfTrial(study.trial(id), id);
  if ([...tries, ...begun.trials].some(isOpen)) await checkJudges(given, services);
  const how = { ...options, study, services };
  if (tries.length === 0) return runTrials(begun.trials, { ...how, phase: 'study-start' });

  const tried = await runTrials(tries, { ...how, phase: 'search-start' });
  const plan = await study.write(given, services);
  for (const search of plan.searches) options.tell?.({ type: 'search-end', arm: search.arm, ...study.chosen(search) });
  const ends = await runTrials(plan.trials, { ...how, phase: 'study-start' });
  return [...ends, ...withoutRate(study, plan, tried)];
}

/** How the tries ended that let no rate be chosen. */
function withoutRate(study: StudyFolder, { searches }: StudyPlan, tried: readonly TrialEnd[]): TrialEnd[] {
  const open = searches.filter((search) => study.chosen(search).chosen === undefined);
  const ends = triesOf({ searches: open }).map(({ manifest: { id }, learningRate }) => {
    const { failure } = study.tried(id, learningRate);
    return failure ? { id, ...failure } : tried.find((end) => end.id === id)!;
  });
  return ends;
}

/** 0 when every trial is done, else the code of the first that is not, in the order of the plan. */
export const exitCodeOf = (ends: readonly TrialEnd[]): number =>
  ends.find(({ exitCode }) => exitCode !== 0)?.exitCode ?? 0;
