import type { Arm } from '../arms/arm.js';
import type { Figure } from '../content/content.js';
import { characterOf, colourOf } from '../plots/arm-marks.js';
import { html, Html } from './html.js';

/** A plot drawn twice, for wide and for narrow screens; one is shown. */
export const figure = ({ caption, arms, plot }: Figure): Html =>
  html` <figure>
    <figcaption>${caption}</figcaption>
    ${legend(arms)}
    <div class="wide" role="img" aria-label="${caption}">${new Html(plot('wide'))}</div>
    <div class="narrow" role="img" aria-label="${caption}">${new Html(plot('narrow'))}</div>
  </figure>`;

const legend = (arms: readonly Arm[]): Html =>
  html`<ul class="legend">
    ${arms.map(
      (arm) =>
        html`<li>
          <span class="mark" style="color: ${colourOf(arm)}" aria-hidden="true">${characterOf(arm)}</span> ${arm.label}
        </li>`,
    )}
  </ul>`;
