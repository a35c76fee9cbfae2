import type { ReportWishes, StudyResults } from '../results/study-results.js';
import { armsOf, type Arm } from './arms/arm.js';
import { baselineOf } from './arms/baseline.js';
import { contrastsOf, type Contrast } from './contrasts/contrast.js';
import { benchmarksOf, type Benchmark } from './scores/benchmark.js';
import { scoreLines, type ScoreLine } from './scores/score-lines.js';

/** All numbers of a report, before anybody decides how they look. */
export interface Report {
  readonly results: StudyResults;
  readonly arms: readonly Arm[];
  readonly benchmarks: readonly Benchmark[];
  readonly scores: readonly ScoreLine[];
  readonly contrasts: readonly Contrast[];
  readonly wishes: ReportWishes;
}

/** Of a study that wishes nothing. */
export const plain: ReportWishes = { by: ['category'], contrasts: 'baseline', correction: 'holm' };

export function reportOf(results: StudyResults): Report {
  const arms = armsOf(results.trials);
  const benchmarks = benchmarksOf(arms);
  const wishes = results.report ?? plain;
  return {
    results,
    arms,
    benchmarks,
    scores: benchmarks.flatMap(scoreLines),
    contrasts: contrastsOf(benchmarks, baselineOf(results, arms), wishes),
    wishes,
  };
}
