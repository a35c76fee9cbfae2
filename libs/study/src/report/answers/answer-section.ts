import type { Baseline } from '../arms/baseline.js';
import { embeddedJson, html, Html } from '../page/html.js';
import type { Benchmark } from '../scores/benchmark.js';
import { answerData } from './answer-data.js';
import { chooseItems, meanScore, winsAsAsked } from './choose-items.js';
import { element, showArm, showItem } from './show-item.js';
import { startAnswers } from './start-answers.js';

const functions = { meanScore, winsAsAsked, chooseItems, element, showArm, showItem, startAnswers };

const script = (): Html =>
  new Html(
    [...Object.entries(functions).map(([name, code]) => `const ${name} = ${code};`), 'startAnswers();'].join('\n'),
  );

const labelled = (title: string, control: Html): Html => html`<label><span>${title}</span> ${control}</label>`;

/** Every question with the answers of all arms: the data as JSON, controls, and the script that shows one page of it. */
export const answerSection = (benchmarks: readonly Benchmark[], baseline: Baseline): Html =>
  html` <section id="answers">
    <h2 data-answers="top">Answers side by side</h2>
    <noscript><p>This view needs JavaScript. The same answers stand in tables/answers.csv.</p></noscript>
    <div data-answers="view" hidden>
      <form class="controls" onsubmit="return false">
        ${labelled(
          'Benchmark',
          html`<select data-answers="benchmark">
            ${benchmarks.map(({ title }, index) => html`<option value="${index}">${title}</option>`)}
          </select>`,
        )}
        ${labelled('Category', html`<select data-answers="category"></select>`)}
        ${labelled('Who wins', html`<select data-answers="wins"></select>`)}
        ${labelled('Contains', html`<input type="search" data-answers="words" />`)}
      </form>
      <div class="pager">
        <button type="button" data-answers="previous">Previous</button>
        <label>Page <input type="number" min="1" value="1" data-answers="page" /></label>
        <button type="button" data-answers="next">Next</button>
        <p role="status" data-answers="status"></p>
      </div>
      <div data-answers="list"></div>
    </div>
    ${benchmarks.map(
      (benchmark, index) =>
        html`<script type="application/json" id="answers-${index}">
          ${embeddedJson(answerData(benchmark, baseline))}
        </script>`,
    )}
    <script>
      ${script()};
    </script>
  </section>`;
