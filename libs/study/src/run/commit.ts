import { createExclusively } from '@weitiao/checkpoint';
import type { TrainingResult } from '@weitiao/training';
import type { Manifest } from '../manifest/manifest.js';
import type { TrainingData } from '../stages/training-data.js';
import type { Tuned } from '../stages/tuned.js';
import type { Attempt } from './attempt.js';
import { FencedError } from './errors.js';
import type { RunFolder } from './run-folder.js';
import type { EvaluationSummary } from './summarise.js';
import type { TrialResult } from './trial-result.js';

interface CommitSpec {
  readonly run: RunFolder;
  readonly attempt: Attempt;
  readonly manifest: Manifest;
  readonly tuned: Tuned;
  readonly data: TrainingData;
  readonly trained: TrainingResult;
  readonly evaluations: Readonly<Record<string, EvaluationSummary>>;
  readonly files: Readonly<Record<string, string>>;
}

/** Writes result.json, last and once: from then on the trial is done. @throws FencedError when another attempt was first */
export async function commit({
  run,
  attempt,
  manifest,
  tuned,
  data,
  trained,
  evaluations,
  files,
}: CommitSpec): Promise<TrialResult> {
  const { step, loss, heldOut, trainedTokens, tokens } = trained;
  const result: TrialResult = {
    trial: manifest.id,
    method: tuned.method?.name ?? 'none',
    steps: step,
    ...(loss === undefined ? {} : { loss }),
    ...(heldOut ? { heldOut } : {}),
    trainedTokens,
    tokens,
    trainedParameters: tuned.trainedParameters,
    data: data.report,
    ...(Object.keys(evaluations).length > 0 && { evaluations }),
    files,
  };
  attempt.fence();
  const isFirst = await createExclusively(run.inside('result.json'), `${JSON.stringify(result, null, 2)}\n`);
  if (!isFirst) throw new FencedError(attempt.number, run.newestAttempt);
  return result;
}
