import { answerSection } from '../answers/answer-section.js';
import { baselineOf } from '../arms/baseline.js';
import { howToRead } from '../how-to-read.js';
import { facts } from '../summary.js';
import type { Report } from '../report.js';
import { equalTermsContent } from '../content/equal-terms-content.js';
import { holeTable } from '../tables/hole-table.js';
import { benchmarkSection } from './score-section.js';
import { equalTermsSection } from './equal-terms-section.js';
import { findingsSection } from './findings-section.js';
import { folded } from './folded.js';
import { html } from './html.js';
import { style } from './style.js';
import { tableHtml } from './table-html.js';
import { trainingSection } from './training-section.js';

/** The report as one HTML file that loads nothing. */
export function page(report: Report): string {
  const { results, arms, benchmarks } = report;
  const holes = holeTable(arms);
  const terms = equalTermsContent(report);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${results.name} · study report</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <header>
          <h1>${results.name}</h1>
          ${results.question === undefined ? '' : html`<p class="question">${results.question}</p>`}
          ${facts(report).map((fact) => html`<p class="facts">${fact}</p>`)}
          <nav aria-label="Parts of the report">
            <ul>
              ${[
                ['findings', 'Findings'],
                ['scores', 'Scores'],
                ...(terms.length > 0 ? [['equal-terms', 'On equal terms']] : []),
                ['training', 'Training and cost'],
                ...(holes ? [['holes', 'Holes']] : []),
                ...(benchmarks.length > 0 ? [['answers', 'Answers']] : []),
                ['reading', 'How to read this'],
                ['manifest', 'Manifest'],
              ].map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}
            </ul>
          </nav>
        </header>
        <main>
          ${findingsSection(report)}
          <section id="scores">
            <h2>Scores</h2>
            ${benchmarks.length > 0 ? benchmarks.map((benchmark) => benchmarkSection(report, benchmark)) : html`<p>No trial was evaluated.</p>`}
          </section>
          ${equalTermsSection(terms)} ${trainingSection(arms)}
          ${
            holes
              ? html`<section id="holes">
                  <h2>Holes</h2>
                  ${tableHtml(holes)}
                </section>`
              : ''
          }
          ${benchmarks.length > 0 ? answerSection(benchmarks, baselineOf(results, arms)) : ''}
          <section id="reading">
            <h2>How to read this</h2>
            <ul>
              ${howToRead(report.wishes).map((line) => html`<li>${line}</li>`)}
            </ul>
          </section>
          <section id="manifest">
            <h2>Manifest</h2>
            <p class="facts">
              Engine: ${results.engine ?? 'not recorded'}. Machine: ${results.machine ?? 'not recorded'}.
            </p>
            ${folded('study.lock.json: all that decides the results', html`<pre tabindex="0">${JSON.stringify(results.manifest, null, 2) ?? 'none'}</pre>`, false)}
          </section>
        </main>
      </body>
    </html> `.source;
}
