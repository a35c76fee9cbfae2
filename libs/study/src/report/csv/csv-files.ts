import type { Report } from '../report.js';
import { answerRows } from './answer-rows.js';
import { contrastRows } from './contrast-rows.js';
import { searchLines } from '../equal-terms/search-line.js';
import { csv, type CsvRow } from './csv.js';
import { rateRows, sizeRows } from './equal-terms-rows.js';
import { scoreRows } from './score-rows.js';
import { curveRows, trialRows } from './trial-rows.js';

/** Name and content of every table; one without rows is left out. */
export function csvFiles({
  results,
  arms,
  benchmarks,
  scores,
  contrasts,
  wishes,
}: Report): [name: string, content: string][] {
  const tables: [string, CsvRow[]][] = [
    ['scores.csv', scoreRows(scores)],
    ['contrasts.csv', contrastRows(contrasts, wishes)],
    ['trials.csv', trialRows(arms)],
    ['curves.csv', curveRows(arms)],
    ['learning-rates.csv', rateRows(searchLines(results.searches ?? [], arms))],
    ['parameters.csv', sizeRows(results.sizes ?? [])],
    ['answers.csv', benchmarks.flatMap(answerRows)],
  ];
  return tables.filter(([, rows]) => rows.length > 0).map(([name, rows]) => [name, csv(rows)]);
}
