import type { Report } from '../report.js';
import { answerRows } from './answer-rows.js';
import { contrastRows } from './contrast-rows.js';
import { csv, type CsvRow } from './csv.js';
import { scoreRows } from './score-rows.js';
import { curveRows, trialRows } from './trial-rows.js';

/** Name and content of every table; one without rows is left out. */
export function csvFiles({ arms, benchmarks, scores, contrasts, wishes }: Report): [name: string, content: string][] {
  const tables: [string, CsvRow[]][] = [
    ['scores.csv', scoreRows(scores)],
    ['contrasts.csv', contrastRows(contrasts, wishes)],
    ['trials.csv', trialRows(arms)],
    ['curves.csv', curveRows(arms)],
    ['answers.csv', benchmarks.flatMap(answerRows)],
  ];
  return tables.filter(([, rows]) => rows.length > 0).map(([name, rows]) => [name, csv(rows)]);
}
