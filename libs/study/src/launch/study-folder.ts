import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { createExclusively, writeFileAtomically } from '@weitiao/checkpoint';
import { StudyError, type Evaluator } from '@weitiao/core';
import { z } from 'zod';
import { reportOptions } from '../config/study-file.js';
import { writtenManifest } from '../manifest/manifest.js';
import type { StudyPlan } from '../plan/plan-study.js';

const lockSchema = z.looseObject({
  lockVersion: z.literal(1),
  name: z.string(),
  question: z.string().optional(),
  baseline: z.string().optional(),
  study: z.looseObject({ report: reportOptions.optional() }).optional(),
  trials: z.array(
    z.looseObject({
      id: z.string(),
      arm: z.strictObject({ model: z.string(), method: z.string(), data: z.string(), template: z.string() }),
      seed: z.int(),
    }),
  ),
});
/** What study.lock.json says: the study as it was resolved. */
export type StudyLock = z.output<typeof lockSchema>;

/** Where a study keeps its trials. */
export class StudyFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = resolve(path);
  }

  /** The study that a trial's folder belongs to; undefined for one that stands alone. */
  static around(trial: string): StudyFolder | undefined {
    const trials = dirname(resolve(trial));
    const study = new StudyFolder(dirname(trials));
    return basename(trials) === 'trials' && existsSync(study.inside('study.lock.json')) ? study : undefined;
  }

  /** Answers of all its trials, under all that decides them. Whoever deletes it has questions asked again. */
  get cache(): string {
    return this.inside('cache');
  }

  inside(...names: string[]): string {
    return join(this.path, ...names);
  }

  trial(id: string): string {
    return this.inside('trials', id);
  }

  /** @throws StudyError when no study was planned here */
  lock(): StudyLock {
    const file = this.inside('study.lock.json');
    if (!existsSync(file))
      throw new StudyError(
        `${this.path} holds no study: there is no study.lock.json. Write one: weitiao study plan <study file>`,
      );
    const parsed = lockSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (!parsed.success)
      throw new StudyError(`${file} is no lock file of a study. Write a new one: weitiao study plan <study file>`);
    return parsed.data;
  }

  /** Writes the lock, a manifest for each trial, and the questions that are asked. @throws CannotWriteError */
  async write({ study, trials }: StudyPlan, services: Parameters<Evaluator['items']>[0]): Promise<void> {
    for (const { manifest } of trials) {
      // The folder that paths start at may be another than when it was planned first.
      const file = join(this.trial(manifest.id), 'manifest.json');
      const text = writtenManifest(manifest);
      if (!existsSync(file) || readFileSync(file, 'utf8') !== text) await writeFileAtomically(file, text);
    }
    for (const { manifest, components } of trials)
      for (const [name, evaluator] of components.benchmarks)
        await this.writeQuestions(manifest.contents.benchmarks![name]!, evaluator, services);
    await writeFileAtomically(this.inside('study.lock.json'), `${JSON.stringify(lockOf(study, trials), null, 2)}\n`);
  }

  /** Where the questions with this hash stand: for whoever reads rows, which hold answers alone. */
  questions(hash: string): string {
    return this.inside('questions', `${hash.slice(0, 16)}.jsonl`);
  }

  private async writeQuestions(
    hash: string,
    evaluator: Evaluator,
    services: Parameters<Evaluator['items']>[0],
  ): Promise<void> {
    const file = this.questions(hash);
    if (existsSync(file)) return;
    const lines: string[] = [];
    for await (const { id, conversation, options, reference } of evaluator.items(services)) {
      const last = conversation.turns.at(-1);
      const question = [last?.content, last?.input].filter(Boolean).join('\n');
      lines.push(`${JSON.stringify({ id, question, options, reference })}\n`);
    }
    await createExclusively(file, lines.join(''));
  }
}

function lockOf(study: StudyPlan['study'], trials: StudyPlan['trials']): StudyLock {
  const { question, report } = study;
  const packages = Object.assign({}, ...trials.map(({ manifest }) => manifest.packages)) as object;
  return {
    lockVersion: 1,
    name: study.study,
    ...(question !== undefined && { question }),
    ...(report.baseline !== undefined && { baseline: report.baseline }),
    study,
    packages,
    trials: trials.map(({ manifest: { id, contents, trial }, cell: { arm, seed } }) => ({
      id,
      arm,
      seed,
      contents,
      trial,
    })),
  };
}
