import type { Contrast } from '../contrasts/contrast.js';
import type { Report } from '../report.js';
import type { Benchmark } from '../scores/benchmark.js';
import type { ScoreLine } from '../scores/score-lines.js';
import { contrastCaption, contrastTable } from '../tables/contrast-table.js';
import { scoreTable } from '../tables/score-table.js';
import type { Content } from './content.js';
import { contrastFigure, scoreFigure } from './interval-figures.js';

/** More groups than these stand apart. */
const groupsAtMost = 16;

/** Scores and contrasts of one benchmark. */
export interface BenchmarkContent {
  readonly whole: readonly Content[];
  /** Of groups that are too many to stand beside the whole. */
  readonly groups: readonly Content[];
}

export function benchmarkContent(report: Report, benchmark: Benchmark): BenchmarkContent {
  const scores = report.scores.filter((line) => line.benchmark === benchmark);
  const contrasts = report.contrasts.filter((contrast) => contrast.benchmark === benchmark);
  const name = fileName(report, benchmark);
  const isGroup = ({ scope }: ScoreLine | Contrast) => scope.kind === 'group';
  const isWhole = (line: ScoreLine | Contrast) => !isGroup(line);
  if (benchmark.groups.length <= groupsAtMost) {
    return { whole: numbers(report, benchmark, name, '', scores, contrasts), groups: [] };
  }
  return {
    whole: numbers(report, benchmark, name, '', scores.filter(isWhole), contrasts.filter(isWhole)),
    groups: numbers(report, benchmark, name, '-by-group', scores.filter(isGroup), contrasts.filter(isGroup)),
  };
}

/** As plots and as tables, a table of contrasts a family. @param part ends the names of files */
function numbers(
  { wishes: { correction } }: Report,
  benchmark: Benchmark,
  name: string,
  part: string,
  scores: readonly ScoreLine[],
  contrasts: readonly Contrast[],
): Content[] {
  const families = [
    ['whole', 'contrasts', contrasts.filter(({ scope }) => scope.kind !== 'group')],
    ['by group', 'contrasts-by-group', contrasts.filter(({ scope }) => scope.kind === 'group')],
  ] as const;
  return [
    ...scoreFigure(`${name}-scores${part}`, benchmark, scores),
    { kind: 'table', name: `${name}-scores${part}`, table: scoreTable(benchmark, scores, contrasts) },
    ...contrastFigure(`${name}-differences${part}`, benchmark, contrasts),
    ...families.flatMap(([title, file, family]): Content[] => {
      if (family.length === 0) return [];
      const caption = contrastCaption(benchmark, title, family[0]!.family, correction);
      return [{ kind: 'table', name: `${name}-${file}`, table: contrastTable(caption, family, correction) }];
    }),
  ];
}

/** The benchmark's name, made fit for a file; numbered where several benchmarks of a report share it. */
function fileName({ benchmarks }: Report, benchmark: Benchmark): string {
  const fit = ({ name }: Benchmark) => name.replace(/[^\p{L}\p{N}_+-]+/gu, '-');
  const alike = benchmarks.filter((other) => fit(other) === fit(benchmark));
  const place = alike.indexOf(benchmark);
  return place > 0 ? `${fit(benchmark)}-${place + 1}` : fit(benchmark);
}
