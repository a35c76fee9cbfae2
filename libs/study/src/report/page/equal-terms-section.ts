import type { Content } from '../content/content.js';
import { contentHtml } from './content-html.js';
import { html, type Html } from './html.js';

/** What was done so that the methods compete on equal terms; nothing where nothing was. */
export const equalTermsSection = (terms: readonly Content[]): Html | string =>
  terms.length === 0
    ? ''
    : html` <section id="equal-terms">
        <h2>On equal terms</h2>
        ${contentHtml(terms)}
      </section>`;
