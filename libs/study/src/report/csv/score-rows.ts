import type { ScoreLine } from '../scores/score-lines.js';
import { armColumns, benchmarkColumns } from './arm-columns.js';
import type { CsvRow } from './csv.js';

/** Scores as shares of 1. */
export const scoreRows = (lines: readonly ScoreLine[]): CsvRow[] =>
  lines.map(({ benchmark, answers, scope, estimate, unread, missing }) => ({
    ...benchmarkColumns(benchmark),
    ...armColumns(answers.arm),
    scope: scope.kind,
    group: scope.kind === 'group' ? scope.title : '',
    score: estimate.mean,
    low: estimate.interval?.low,
    high: estimate.interval?.high,
    interval: estimate.method,
    n: estimate.items,
    seeds: answers.seeds.length,
    unread,
    missing,
  }));
