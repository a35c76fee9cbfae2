import type { StudyOptions } from '../config/study-file.js';
import type { Cell } from './cells.js';
import type { SizeOutcome } from '../results/study-results.js';
import { atRate, type PlannedSearch, type PlannedTrial } from './search.js';

export interface StudyPlan {
  readonly study: StudyOptions;
  readonly folder: string;
  /** In the order of the grid. */
  readonly arms: readonly Cell['arm'][];
  /** Every trial whose options are known, once, in the order of the grid. Those of a searched arm are when its rate is chosen. */
  readonly trials: readonly PlannedTrial[];
  /** Arms whose learning rate is searched, in the order of the grid. */
  readonly searches: readonly PlannedSearch[];
  /** What came of `equalParameters`; empty without it. */
  readonly sizes: readonly SizeOutcome[];
  /** What whoever starts this should know. */
  readonly notes: readonly string[];
  /** The same plan with these rates chosen; an arm whose rate is undefined stays open. */
  withRates(rateOf: (search: PlannedSearch) => number | undefined): StudyPlan;
}

export interface PlanParts extends Pick<StudyPlan, 'study' | 'folder' | 'searches' | 'sizes' | 'notes'> {
  /** In the order of the grid: a trial, or an arm that has to wait for its rate. */
  readonly grid: readonly (PlannedTrial | PlannedSearch)[];
}

export function studyPlan(
  parts: PlanParts,
  rateOf: (search: PlannedSearch) => number | undefined = () => undefined,
): StudyPlan {
  const { grid, ...rest } = parts;
  const trials = grid.flatMap((entry) => {
    if ('manifest' in entry) return [entry];
    const rate = rateOf(entry);
    return rate === undefined ? [] : entry.trials.map((trial) => atRate(trial, rate));
  });
  const arms = new Map(
    grid.map((entry) => ('manifest' in entry ? entry.cell.arm : entry.arm)).map((arm) => [JSON.stringify(arm), arm]),
  );
  return {
    ...rest,
    arms: [...arms.values()],
    trials: eachOnce(trials),
    withRates: (chosen) => studyPlan(parts, chosen),
  };
}

/** The first of those with the same identity. */
export function eachOnce<T extends PlannedTrial>(trials: readonly T[]): T[] {
  const known = new Map<string, T>();
  for (const trial of trials) if (!known.has(trial.manifest.id)) known.set(trial.manifest.id, trial);
  return [...known.values()];
}

/** Every try of a plan once: arms that are equal share theirs. */
export const triesOf = ({ searches }: Pick<StudyPlan, 'searches'>) => eachOnce(searches.flatMap(({ tries }) => tries));
