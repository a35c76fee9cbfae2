import type { Judge, Services } from '@weitiao/core';
import { UnavailableError } from '@weitiao/core';
import type { StudyPlan } from '../plan/study-plan.js';

/**
 * Asks every judge of a study whether it can be asked: a wrong key is told before anything is trained, not after.
 * @throws UnavailableError that names the benchmark
 */
export async function checkJudges({ trials, searches }: StudyPlan, services: Services): Promise<void> {
  const [first] = [...trials, ...searches.flatMap((search) => search.trials)];
  for (const [benchmark, { options }] of first?.components.benchmarks ?? []) {
    for (const [option, judge] of Object.entries((options ?? {}) as object).filter(isJudge)) {
      try {
        await judge.check?.(services);
      } catch (error) {
        if (!(error instanceof UnavailableError)) throw error;
        throw new UnavailableError(`benchmarks.${benchmark}.${option}\n  ${error.message}`, { cause: error });
      }
    }
  }
}

const isJudge = (entry: [string, unknown]): entry is [string, Judge] => {
  const [, value] = entry;
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'judge';
};
