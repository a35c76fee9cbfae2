import type { Arm } from '../arms/arm.js';
import { trainingContent } from '../content/training-content.js';
import { contentHtml } from './content-html.js';
import { html, type Html } from './html.js';

/** Loss curves and what every trial cost. */
export const trainingSection = (arms: readonly Arm[]): Html =>
  html` <section id="training">
    <h2>Training and cost</h2>
    ${contentHtml(trainingContent(arms))}
  </section>`;
