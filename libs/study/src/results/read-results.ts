import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { StudyFolder } from '../launch/study-folder.js';
import type { StudyLock } from '../launch/study-lock.js';
import { readManifest } from '../manifest/manifest.js';
import type { Failure } from '../run/run-folder.js';
import type { TrialResult } from '../run/trial-result.js';
import { readAttempts, type AttemptNotes } from './read-attempts.js';
import { readEvaluation } from './read-evaluation.js';
import { readSearches, waitingTrials } from './read-searches.js';
import type { EvaluationOutcome, StudyResults, TrainingOutcome, TrialOutcome } from './study-results.js';

/**
 * What there is of a study in its folder, whether it is finished or not.
 * @throws StudyError when no study was planned there, DataFormatError when rows are damaged
 */
export async function readResults(folder: string): Promise<StudyResults> {
  const study = new StudyFolder(folder);
  const lock = study.lock();
  const trials: TrialOutcome[] = [];
  let about: AttemptNotes['about'];
  for (const planned of lock.trials) {
    const attempts = readAttempts(study.trial(planned.id));
    about ??= attempts.about;
    trials.push(await outcomeOf(study, planned, attempts));
  }
  const searches = readSearches(study, lock);
  const { name, question, baseline, study: written } = lock;
  return {
    name,
    ...(question !== undefined && { question }),
    ...(baseline !== undefined && { baseline }),
    ...(written?.report && { report: written.report }),
    ...(searches.length > 0 && { searches }),
    ...(lock.sizes && { sizes: lock.sizes }),
    trials: inOrder([...trials, ...waitingTrials(lock, searches)], lock),
    manifest: lock,
    ...about,
  };
}

async function outcomeOf(
  study: StudyFolder,
  { id, arm, seed }: StudyLock['trials'][number],
  attempts: AttemptNotes,
): Promise<TrialOutcome> {
  const folder = study.trial(id);
  const result = readJson<TrialResult>(`${folder}/result.json`);
  const failure = readJson<Failure>(`${folder}/failure.json`);
  const common = { id, arm, seed, ...(attempts.notes.length > 0 && { notes: attempts.notes }) };
  if (!result) {
    const status = failure ? 'failed' : attempts.isAlive ? 'running' : 'planned';
    return {
      ...common,
      status,
      ...(failure && { failure: { exitCode: failure.exitCode, message: failure.message } }),
      evaluations: {},
    };
  }
  const evaluations: Record<string, EvaluationOutcome> = {};
  const { trial, contents } = readManifest(`${folder}/manifest.json`);
  for (const [name, summary] of Object.entries(result.evaluations ?? {})) {
    evaluations[name] = await readEvaluation({
      rows: `${folder}/evaluations/${name}.jsonl`,
      questions: study.questions(contents.benchmarks?.[name] ?? ''),
      summary,
      protocol: trial.benchmarks?.[name]?.['protocol'],
    });
  }
  return { ...common, status: 'done', training: trainingOf(folder, result, attempts), evaluations };
}

/** As the grid has the arms: those that wait for their rates stand where they will be. */
function inOrder(trials: TrialOutcome[], { arms }: StudyLock): TrialOutcome[] {
  if (!arms) return trials;
  const places = new Map(arms.map((arm, index) => [JSON.stringify(arm), index]));
  const placeOf = ({ arm }: TrialOutcome) => places.get(JSON.stringify(arm)) ?? 0;
  return [...trials].sort((a, b) => placeOf(a) - placeOf(b));
}

function trainingOf(folder: string, result: TrialResult, attempts: AttemptNotes): TrainingOutcome {
  const { trainedParameters, steps, trainedTokens, tokens, loss, heldOut } = result;
  const { curve, seconds, millisecondsPerStep, peakMegabytes } = attempts;
  const savedBytes = sizeOfSaved(folder, Object.keys(result.files));
  return {
    trainedParameters,
    steps,
    trainedTokens,
    seconds,
    tokensPerSecond: seconds > 0 ? tokens / seconds : 0,
    ...(millisecondsPerStep !== undefined && { millisecondsPerStep }),
    peakMegabytes,
    ...(savedBytes > 0 && { savedBytes }),
    ...(loss !== undefined && { loss }),
    ...(heldOut && { heldOutLoss: heldOut.loss }),
    curve,
  };
}

/** Files that were deleted since are not counted. */
const sizeOfSaved = (folder: string, names: readonly string[]): number =>
  names.reduce((sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0), 0);

const readJson = <T>(file: string): T | undefined =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
