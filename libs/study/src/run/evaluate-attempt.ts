import { existsSync } from 'node:fs';
import { copyFile, rename } from 'node:fs/promises';
import { cannotWrite, makeFolder } from '@weitiao/checkpoint';
import type { EngineInfo, Evaluator, Services } from '@weitiao/core';
import { evaluate, type EvaluationEvent, type Scores } from '@weitiao/evaluation';
import { fileHash } from '../manifest/content-hash.js';
import { templateOf } from '../config/train-options.js';
import type { Manifest } from '../manifest/manifest.js';
import type { Components } from '../plan/components.js';
import type { Tuned } from '../stages/tuned.js';
import { ModelSubject } from '../subject/model-subject.js';
import type { Attempt } from './attempt.js';
import { InterruptedError } from './errors.js';
import type { RunFolder } from './run-folder.js';
import { summarise, type EvaluationSummary } from './summarise.js';
import type { TrialLog } from './trial-log.js';

interface EvaluateAttemptSpec {
  readonly run: RunFolder;
  readonly attempt: Attempt;
  readonly manifest: Manifest;
  readonly parts: Components;
  readonly tuned: Tuned;
  readonly services: Services;
  readonly engine: EngineInfo;
  /** Folder of answers that trials share. */
  readonly cache: string | undefined;
  readonly log: TrialLog;
  /** Steps that were trained. */
  readonly step: number;
}

/** Progress is told every so many items. */
const every = 50;

/**
 * Asks the trained model every benchmark of the trial. Rows are written in the attempt's folder, beginning with those of earlier attempts, and moved to
 * `evaluations/` when they are whole.
 * @returns what came out, by the benchmark's name in the trial
 * @throws InterruptedError, FencedError, CannotWriteError, and what benchmarks and judges throw
 */
export async function evaluateAttempt(spec: EvaluateAttemptSpec): Promise<Record<string, EvaluationSummary>> {
  const { run, attempt, parts, log } = spec;
  const found: Record<string, EvaluationSummary> = {};
  for (const [name, evaluator] of parts.benchmarks) {
    const file = `${name}.jsonl`;
    const own = attempt.inside('evaluations', file);
    await takeUp(run, file, own);
    const scores = await ask(spec, name, evaluator, own);
    log.check();
    attempt.fence();
    await put(own, run.inside('evaluations'), file);
    found[name] = { ...summarise(scores), sha256: await fileHash(run.inside('evaluations', file)) };
  }
  return found;
}

async function ask(spec: EvaluateAttemptSpec, name: string, evaluator: Evaluator, rows: string): Promise<Scores> {
  const { manifest, tuned, parts, services, cache, log, step } = spec;
  const { trial, contents } = manifest;
  const adapters = parts.method ? [tuned] : [];
  const subject = new ModelSubject({
    base: tuned.base,
    adapters,
    template: await tuned.base.template(templateOf(trial.train)),
    baseIdentity: `${contents.model} ${contents.tokenizer}${tuned.base.isRounded ? ' bfloat16-rounded' : ''}`,
  });
  const { template } = contents;
  const asking = evaluate(subject, evaluator, {
    services,
    rows,
    ...(cache !== undefined && { cache }),
    template,
    plugins: decidingAnswers(spec),
    contents: contents.benchmarks![name]!,
    // The untuned model is one trial for all seeds.
    generation: { seed: parts.method ? trial.seed : 1 },
  });
  asking.events.subscribe((event) => {
    if (isTold(event)) log.tell({ name, ...event });
    if (log.hasFailed) void asking.stop();
  });
  const scores = await asking;
  log.check();
  if (scores.outcome === 'stopped') throw new InterruptedError(step);
  return scores;
}

/** Beside the weights: the code that computes, and how. What the weights were trained on shows in them alone. */
function decidingAnswers({ manifest, parts, engine }: EvaluateAttemptSpec): Record<string, string> {
  const sources = parts.plugins.filter(({ kind }) => kind === 'dataset').map(({ packageName }) => packageName);
  const packages = Object.entries(manifest.packages).filter(([name]) => !sources.includes(name));
  return {
    ...Object.fromEntries(packages.map(([name, found]) => [name, JSON.stringify(found)])),
    engine: `${engine.name} ${engine.library} ${engine.device}`,
    threads: String(manifest.trial.train.threads),
  };
}

const isTold = (event: EvaluationEvent): boolean => event.type !== 'item-end' || event.done % every === 0;

/** Rows of an earlier attempt, whole or not: the evaluation keeps what fits. */
async function takeUp(run: RunFolder, file: string, own: string): Promise<void> {
  const before = [run.inside('evaluations', file), ...run.evaluationFiles(file)].find(
    (path) => path !== own && existsSync(path),
  );
  try {
    await makeFolder(own.slice(0, -file.length));
    if (before) await copyFile(before, own);
  } catch (error) {
    throw cannotWrite(own, error);
  }
}

async function put(own: string, folder: string, file: string): Promise<void> {
  try {
    await makeFolder(folder);
    await rename(own, `${folder}/${file}`);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}
