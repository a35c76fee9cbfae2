import type { EvaluationOutcome, EvaluationRow } from '../../results/study-results.js';
import { doneTrials, type Arm } from '../arms/arm.js';

/** What does not depend on who answered. */
export type Item = Pick<EvaluationRow, 'id' | 'group' | 'tags' | 'question' | 'reference'>;

/** The answers of one arm: a map a seed, by `itemKey`. */
export interface ArmAnswers {
  readonly arm: Arm;
  readonly seeds: readonly number[];
  readonly runs: readonly ReadonlyMap<string, EvaluationRow>[];
}

/** One benchmark, in one version and under one protocol: only such answers are compared. */
export interface Benchmark {
  /** Name in the study, version and protocol. */
  readonly title: string;
  readonly name: string;
  readonly version: string;
  readonly protocol: string;
  readonly groups: readonly string[];
  readonly items: readonly Item[];
  readonly arms: readonly ArmAnswers[];
}

export const itemKey = ({ group, id }: Pick<Item, 'group' | 'id'>): string => `${group}\u0000${id}`;

/** In the order of the study; items and groups in the order in which they were first asked. */
export function benchmarksOf(arms: readonly Arm[]): Benchmark[] {
  const kinds = new Map<string, Pick<Benchmark, 'name' | 'version' | 'protocol'>>();
  for (const trial of arms.flatMap(doneTrials)) {
    for (const [name, { version, protocol }] of Object.entries(trial.evaluations)) {
      kinds.set(JSON.stringify([name, version, protocol]), { name, version, protocol });
    }
  }
  return [...kinds.values()].map((kind) => benchmark(kind, arms));
}

function benchmark(kind: Pick<Benchmark, 'name' | 'version' | 'protocol'>, arms: readonly Arm[]): Benchmark {
  const isOf = (outcome: EvaluationOutcome | undefined): outcome is EvaluationOutcome =>
    outcome?.version === kind.version && outcome.protocol === kind.protocol;
  const items = new Map<string, Item>();
  const answers = arms.map((arm) => {
    const runs = doneTrials(arm).flatMap(({ seed, evaluations }) => {
      const outcome = evaluations[kind.name];
      return isOf(outcome) ? [{ seed, rows: new Map(outcome.rows.map((row) => [itemKey(row), row])) }] : [];
    });
    for (const { rows } of runs) for (const [key, row] of rows) if (!items.has(key)) items.set(key, row);
    return { arm, seeds: runs.map(({ seed }) => seed), runs: runs.map(({ rows }) => rows) };
  });
  return {
    ...kind,
    title: `${kind.name} ${kind.version} · ${kind.protocol}`,
    groups: [...new Set([...items.values()].map(({ group }) => group))],
    items: [...items.values()],
    arms: answers.filter(({ runs }) => runs.length > 0),
  };
}
