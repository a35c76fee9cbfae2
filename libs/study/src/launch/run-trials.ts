import { join } from 'node:path';
import { exitCodes, type Services } from '@weitiao/core';
import type { PlannedTrial } from '../plan/search.js';
import { endOfTrial, type TrialEnd } from './end-of-trial.js';
import type { RunStudyOptions, StudyEvent } from './run-study.js';
import type { StudyFolder } from './study-folder.js';

interface RunTrialsSpec extends RunStudyOptions {
  readonly study: StudyFolder;
  readonly services: Services;
  /** What is told at the beginning. */
  readonly phase: Extract<StudyEvent, { done: number }>['type'];
}

/** Has every trial run that is not done. @returns how each ended, in their order */
export async function runTrials(
  trials: readonly PlannedTrial[],
  { study, services, phase, launcher, command, tell = () => undefined }: RunTrialsSpec,
): Promise<TrialEnd[]> {
  const ends = new Map<string, TrialEnd>();
  const lookAt = (id: string) => endOfTrial(study.trial(id), id);
  for (const { manifest } of trials) {
    const known = lookAt(manifest.id);
    if (known) ends.set(manifest.id, known);
  }
  tell({ type: phase, trials: trials.length, done: ends.size, folder: study.path });
  const open = trials.filter(({ manifest: { id } }) => !ends.has(id));
  const work = open.map(({ manifest: { id } }) => ({
    id,
    manifest: join(study.trial(id), 'manifest.json'),
    output: study.trial(id),
  }));
  for await (const event of launcher.launch(work, { ...services, command })) {
    if (event.type === 'trial-end') ends.set(event.id, lookAt(event.id) ?? event);
    tell(event);
  }
  const stopped = { exitCode: exitCodes.interrupted, message: 'It was not started: the run was stopped.' };
  return trials.map(({ manifest: { id } }) => {
    const { exitCode, message } = ends.get(id) ?? stopped;
    return { id, exitCode, message };
  });
}
