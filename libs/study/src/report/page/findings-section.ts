import type { Verdict } from '../contrasts/contrast.js';
import type { Report } from '../report.js';
import { caveats, findings } from '../summary.js';
import { html, type Html } from './html.js';

const said: Record<Verdict, string> = { higher: 'higher', lower: 'lower', tie: 'tie', untested: 'not tested' };

/** What differs and what does not, after what must be known before. */
export function findingsSection(report: Report): Html {
  const found = findings(report);
  return html` <section id="findings">
    <h2>Findings</h2>
    ${caveats(report).map((caveat) => html`<p class="caveat">${caveat}</p>`)}
    ${found.length === 0 ? html`<p>There is nothing to compare.</p>` : ''}
    ${found.map(
      ({ title, sentences }) =>
        html`<h3>${title}</h3>
          <ul class="findings">
            ${sentences.map(
              ({ text, verdict }) =>
                html`<li><span class="verdict ${verdict}">${said[verdict]}</span> <span>${text}</span></li>`,
            )}
          </ul>`,
    )}
  </section>`;
}
