import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes, type Launcher, type LaunchEvent } from '@weitiao/core';
import type { StudyPlan } from '../plan/plan-study.js';
import { checkJudges } from './check-judges.js';
import { StudyFolder } from './study-folder.js';

/** How a trial ended. `skipped`: this run was stopped before it. */
export interface TrialEnd {
  readonly id: string;
  readonly exitCode: number;
  readonly message: string;
}

export type StudyEvent =
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
}

/**
 * Plans, then has every trial run that is not done. Safe to call again, and by several processes at once: a trial has one result.
 * @returns how each trial ended, in the order of the plan
 * @throws CannotWriteError, UnavailableError when a judge cannot be asked
 */
export async function runStudy(plan: StudyPlan, options: RunStudyOptions): Promise<TrialEnd[]> {
  const { launcher, command, signal, warn, tell = () => undefined } = options;
  const study = new StudyFolder(options.output);
  const services = { signal, folder: plan.folder, warn };
  await study.write(plan, services);
  const ends = new Map<string, TrialEnd>();
  for (const { manifest } of plan.trials) {
    const known = endOf(study.trial(manifest.id), manifest.id);
    if (known) ends.set(manifest.id, known);
  }
  tell({ type: 'study-start', trials: plan.trials.length, done: ends.size, folder: study.path });
  const open = plan.trials.filter(({ manifest: { id } }) => !ends.has(id));
  if (open.length > 0) await checkJudges(plan, services);
  const work = open.map(({ manifest: { id } }) => ({
    id,
    manifest: join(study.trial(id), 'manifest.json'),
    output: study.trial(id),
  }));
  for await (const event of launcher.launch(work, { ...services, command })) {
    if (event.type === 'trial-end') ends.set(event.id, endOf(study.trial(event.id), event.id) ?? event);
    tell(event);
  }
  const stopped = { exitCode: exitCodes.interrupted, message: 'It was not started: the run was stopped.' };
  return plan.trials.map(({ manifest: { id } }) => {
    const { exitCode, message } = ends.get(id) ?? stopped;
    return { id, exitCode, message };
  });
}

/** 0 when every trial is done, else the code of the first that is not, in the order of the plan. */
export const exitCodeOf = (ends: readonly TrialEnd[]): number =>
  ends.find(({ exitCode }) => exitCode !== 0)?.exitCode ?? 0;

/** What the run folder says for good. */
function endOf(folder: string, id: string): TrialEnd | undefined {
  if (existsSync(join(folder, 'result.json'))) return { id, exitCode: 0, message: '' };
  const file = join(folder, 'failure.json');
  if (!existsSync(file)) return undefined;
  const { exitCode, message } = JSON.parse(readFileSync(file, 'utf8')) as TrialEnd;
  return { id, exitCode, message };
}
