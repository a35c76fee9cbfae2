import type { ReportWishes } from '../../results/study-results.js';
import type { Contrast } from '../contrasts/contrast.js';
import type { Report } from '../report.js';
import type { Benchmark } from '../scores/benchmark.js';
import type { ScoreLine } from '../scores/score-lines.js';
import { contrastCaption, contrastTable } from '../tables/contrast-table.js';
import { scoreTable } from '../tables/score-table.js';
import { folded } from './folded.js';
import { html, type Html } from './html.js';
import { contrastFigure, scoreFigure } from './interval-figures.js';
import { tableHtml } from './table-html.js';

const groupsAtMost = 16;

/** Scores and contrasts of one benchmark; those of many groups are opened on demand. */
export function benchmarkSection(report: Report, benchmark: Benchmark): Html {
  const scores = report.scores.filter((line) => line.benchmark === benchmark);
  const contrasts = report.contrasts.filter((contrast) => contrast.benchmark === benchmark);
  const isGroup = ({ scope }: ScoreLine | Contrast) => scope.kind === 'group';
  const isWhole = (line: ScoreLine | Contrast) => !isGroup(line);
  const { length } = benchmark.groups;
  const { correction } = report.wishes;
  return html`<section>
    <h3>${benchmark.title}</h3>
    ${
      length <= groupsAtMost
        ? numbers(benchmark, scores, contrasts, correction)
        : [
            numbers(benchmark, scores.filter(isWhole), contrasts.filter(isWhole), correction),
            folded(
              `The ${length} groups`,
              numbers(benchmark, scores.filter(isGroup), contrasts.filter(isGroup), correction),
              false,
            ),
          ]
    }
  </section>`;
}

/** As plots and as tables, a table of contrasts a family. */
function numbers(
  benchmark: Benchmark,
  scores: readonly ScoreLine[],
  contrasts: readonly Contrast[],
  correction: ReportWishes['correction'],
): Html {
  const families = [
    ['whole', contrasts.filter(({ scope }) => scope.kind !== 'group')],
    ['by group', contrasts.filter(({ scope }) => scope.kind === 'group')],
  ] as const;
  return html`${scoreFigure(benchmark, scores)} ${tableHtml(scoreTable(benchmark, scores, contrasts))}
  ${contrastFigure(benchmark, contrasts)}
  ${families.map(([title, family]) =>
    family.length > 0
      ? tableHtml(contrastTable(contrastCaption(benchmark, title, family[0]!.family, correction), family, correction))
      : '',
  )}`;
}
