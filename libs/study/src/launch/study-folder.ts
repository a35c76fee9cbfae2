import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { createExclusively, writeFileAtomically } from '@weitiao/checkpoint';
import { StudyError, type Evaluator } from '@weitiao/core';
import { writtenManifest } from '../manifest/manifest.js';
import type { PlannedSearch } from '../plan/search.js';
import { triesOf, type StudyPlan } from '../plan/study-plan.js';
import { lockOf, lockSchema, type StudyLock } from './study-lock.js';
import { bestRate, triedRate, type TriedRate } from './tried-rates.js';

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

  /** The plan with the learning rates that the tries which ran here have shown to be best. */
  withKnownRates(plan: StudyPlan): StudyPlan {
    return plan.withRates((search) => this.chosen(search).chosen);
  }

  /** The learning rate of an arm; nothing while a try is open, and when all of them failed. */
  chosen({ tries }: PlannedSearch): { chosen?: number } {
    const chosen = bestRate(tries.map(({ manifest: { id }, learningRate }) => this.tried(id, learningRate)));
    return chosen === undefined ? {} : { chosen };
  }

  /** What became of a learning rate that was tried. */
  tried(id: string, learningRate: number): TriedRate {
    return triedRate(this.trial(id), { id, learningRate });
  }

  /**
   * Writes the lock, a manifest for each trial, and the questions that are asked.
   * @returns the plan with the rates that are known by now
   * @throws CannotWriteError
   */
  async write(given: StudyPlan, services: Parameters<Evaluator['items']>[0]): Promise<StudyPlan> {
    const plan = this.withKnownRates(given);
    for (const { manifest } of [...triesOf(plan), ...plan.trials]) {
      // The folder that paths start at may be another than when it was planned first.
      const file = join(this.trial(manifest.id), 'manifest.json');
      const text = writtenManifest(manifest);
      if (!existsSync(file) || readFileSync(file, 'utf8') !== text) await writeFileAtomically(file, text);
    }
    for (const { manifest, components } of [...plan.trials, ...plan.searches.flatMap(({ trials }) => trials)])
      for (const [name, evaluator] of components.benchmarks)
        await this.writeQuestions(manifest.contents.benchmarks![name]!, evaluator, services);
    const lock = lockOf(plan, (id, learningRate) => this.tried(id, learningRate));
    await writeFileAtomically(this.inside('study.lock.json'), `${JSON.stringify(lock, null, 2)}\n`);
    return plan;
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
