import type { StudyFolder } from '../launch/study-folder.js';
import type { StudyLock } from '../launch/study-lock.js';
import { readAttempts } from './read-attempts.js';
import type { SearchOutcome, TrialOutcome, TryOutcome } from './study-results.js';

/** How far the tries are, and what was chosen. */
export const readSearches = (study: StudyFolder, { searches = [] }: StudyLock): SearchOutcome[] =>
  searches.map(({ arm, seed, tries, chosen }) => ({
    arm,
    seed,
    tries: tries.map(({ id, learningRate }) => tryOf(study, id, learningRate)),
    ...(chosen !== undefined && { chosen }),
  }));

function tryOf(study: StudyFolder, id: string, learningRate: number): TryOutcome {
  const tried = study.tried(id, learningRate);
  if (tried.failure) return { ...tried, status: 'failed' };
  if (tried.heldOutLoss !== undefined) return { ...tried, status: 'done' };
  return { ...tried, status: readAttempts(study.trial(id)).isAlive ? 'running' : 'planned' };
}

/** The trials of arms without a rate: planned while it is searched, holes when no try succeeded. */
export const waitingTrials = ({ searches = [] }: StudyLock, outcomes: readonly SearchOutcome[]): TrialOutcome[] =>
  searches.flatMap(({ arm, seeds, chosen }, index) => {
    if (chosen !== undefined) return [];
    const { tries } = outcomes[index]!;
    const failed = tries.every(({ failure }) => failure) ? holeOf(tries) : undefined;
    return seeds.map((seed) => ({
      id: '',
      arm,
      seed,
      status: failed ? ('failed' as const) : ('planned' as const),
      ...(failed && { failure: failed }),
      evaluations: {},
    }));
  });

function holeOf(tries: readonly TryOutcome[]): TrialOutcome['failure'] {
  const reasons = tries.map(({ learningRate, failure }) => `${learningRate}: ${failure!.message.split('\n')[0]}`);
  return {
    exitCode: tries[0]!.failure!.exitCode,
    message: `No learning rate can be chosen, since every try failed. ${reasons.join(' ')}`,
  };
}
