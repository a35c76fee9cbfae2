import type { Scores } from '@weitiao/evaluation';

/** Scores of some items. */
export interface GroupSummary {
  readonly items: number;
  /** Whose answer could not be read; they count in no mean. */
  readonly unparsed: number;
  /** Mean of the scores; null where there is none. */
  readonly score: number | null;
}

/** What a trial's result says of a benchmark; the rows say all. */
export interface EvaluationSummary extends GroupSummary {
  readonly benchmark: string;
  readonly version: string;
  readonly asked: readonly string[];
  readonly groups: Readonly<Record<string, GroupSummary>>;
  /** Of the file of rows. */
  readonly sha256: string;
}

export function summarise({ benchmark, asked, rows }: Scores): Omit<EvaluationSummary, 'sha256'> {
  const groups = [...new Set(rows.map(({ group }) => group))].sort();
  return {
    benchmark: benchmark.name,
    version: benchmark.version,
    asked,
    ...summary(rows),
    groups: Object.fromEntries(groups.map((name) => [name, summary(rows.filter(({ group }) => group === name))])),
  };
}

function summary(rows: Scores['rows']): GroupSummary {
  const scores = rows.flatMap(({ score }) => (score === null ? [] : [score]));
  const total = scores.reduce((sum, score) => sum + score, 0);
  return {
    items: rows.length,
    unparsed: rows.length - scores.length,
    score: scores.length > 0 ? total / scores.length : null,
  };
}
