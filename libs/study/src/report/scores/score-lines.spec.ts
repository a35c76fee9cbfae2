import { describe, expect, it } from '@jest/globals';
import type { EvaluationRow, TrialOutcome } from '../../results/study-results.js';
import { armsOf } from '../arms/arm.js';
import { baselineOf } from '../arms/baseline.js';
import { contrastsOf } from '../contrasts/contrast.js';
import { plain } from '../report.js';
import { benchmarksOf } from './benchmark.js';
import { scoreLines } from './score-lines.js';

const row = (id: string, group: string, score: number | null): EvaluationRow => ({
  id,
  group,
  question: '',
  answer: '',
  score,
});

const trial = (method: string, seed: number, rows: EvaluationRow[], version = '1'): TrialOutcome => ({
  id: `${method}-${seed}`,
  arm: { model: 'm', method, data: 'd', template: 't' },
  seed,
  status: 'done',
  evaluations: { exam: { version, protocol: 'controlled', rows } },
});

const right = ['1', '2', '3'].map((id) => row(id, 'law', 1));

describe('scoreLines', () => {
  it('counts answers that could not be graded apart from questions without an answer', () => {
    const arms = armsOf([trial('none', 1, [...right, row('4', 'law', null)]), trial('lora', 1, right.slice(1))]);
    const lines = benchmarksOf(arms).flatMap(scoreLines);
    expect(lines.map(({ unread, missing, estimate }) => [unread, missing, estimate.items])).toEqual([
      [1, 0, 3],
      [0, 2, 2],
    ]);
  });

  it('has all items, the mean of groups, and each group', () => {
    const rows = [...right, row('1', 'medicine', 0)];
    const lines = benchmarksOf(armsOf([trial('none', 1, rows)])).flatMap(scoreLines);
    expect(lines.map(({ scope, estimate }) => [scope.title, estimate.mean])).toEqual([
      ['all items', 0.75],
      ['mean of 2 groups', 0.5],
      ['law', 1],
      ['medicine', 0],
    ]);
  });

  it('never mixes versions of a benchmark, nor trials that are not done', () => {
    const failed = { ...trial('lora', 2, right), status: 'failed' as const };
    const arms = armsOf([trial('none', 1, right), trial('lora', 1, right, '2'), failed]);
    const benchmarks = benchmarksOf(arms);
    expect(benchmarks.map(({ title, arms: of }) => [title, of.map(({ seeds }) => seeds)])).toEqual([
      ['exam 1 · controlled', [[1]]],
      ['exam 2 · controlled', [[1]]],
    ]);
    expect(contrastsOf(benchmarks, baselineOf({ baseline: 'none' }, arms), plain)).toEqual([]);
  });
});
