import type { Judge } from '@weitiao/core';
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
  /** Who marked the answers, where somebody did: name, model, and what its score tells where that is no quality. */
  readonly judge?: string;
  readonly groups: Readonly<Record<string, GroupSummary>>;
  /** Of the file of rows. */
  readonly sha256: string;
}

export function summarise({ benchmark, asked, rows }: Scores): Omit<EvaluationSummary, 'sha256'> {
  const judge = judgeOf(benchmark.options);
  const groups = [...new Set(rows.map(({ group }) => group))].sort();
  return {
    benchmark: benchmark.name,
    version: benchmark.version,
    asked,
    ...(judge !== undefined && { judge }),
    ...summary(rows),
    groups: Object.fromEntries(groups.map((name) => [name, summary(rows.filter(({ group }) => group === name))])),
  };
}

/** Told by any option of the benchmark that holds a judge. */
function judgeOf(options: unknown): string | undefined {
  const judges = Object.values(options ?? {}).filter(isJudge);
  return judges.map(titleOf).join(', ') || undefined;
}

const isJudge = (option: unknown): option is Judge =>
  typeof option === 'object' && option !== null && 'kind' in option && option.kind === 'judge';

function titleOf({ name, options, measures }: Judge): string {
  const model =
    typeof options === 'object' && options !== null && 'model' in options ? ` ${String(options.model)}` : '';
  return `${name}${model}${measures === undefined ? '' : ` (${measures})`}`;
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
