import { existsSync, readFileSync } from 'node:fs';
import { StudyFolder, type StudyLock } from '../launch/study-folder.js';
import { readManifest } from '../manifest/manifest.js';
import type { Failure } from '../run/run-folder.js';
import type { TrialResult } from '../run/trial-result.js';
import { readAttempts, type AttemptNotes } from './read-attempts.js';
import { readEvaluation } from './read-evaluation.js';
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
  const { name, question, baseline, study: written } = lock;
  return {
    name,
    ...(question !== undefined && { question }),
    ...(baseline !== undefined && { baseline }),
    ...(written?.report && { report: written.report }),
    trials,
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
  return { ...common, status: 'done', training: trainingOf(result, attempts), evaluations };
}

function trainingOf(result: TrialResult, { curve, seconds, peakMegabytes }: AttemptNotes): TrainingOutcome {
  const { trainedParameters, steps, trainedTokens, tokens, loss, heldOut } = result;
  return {
    trainedParameters,
    steps,
    trainedTokens,
    seconds,
    tokensPerSecond: seconds > 0 ? tokens / seconds : 0,
    peakMegabytes,
    ...(loss !== undefined && { loss }),
    ...(heldOut && { heldOutLoss: heldOut.loss }),
    curve,
  };
}

const readJson = <T>(file: string): T | undefined =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
