import { benchmarkContent } from '../content/benchmark-content.js';
import type { Report } from '../report.js';
import type { Benchmark } from '../scores/benchmark.js';
import { contentHtml } from './content-html.js';
import { folded } from './folded.js';
import { html, type Html } from './html.js';

/** Scores and contrasts of one benchmark; those of many groups are opened on demand. */
export function benchmarkSection(report: Report, benchmark: Benchmark): Html {
  const { whole, groups } = benchmarkContent(report, benchmark);
  const { title } = benchmark;
  return html`<section>
    <h3>${title}</h3>
    ${contentHtml(whole)}
    ${groups.length > 0 ? folded(`The ${benchmark.groups.length} groups`, contentHtml(groups), false) : ''}
  </section>`;
}
