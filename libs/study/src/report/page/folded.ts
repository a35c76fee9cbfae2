import { html, type Html } from './html.js';

/** What is long enough to be opened on demand. */
export const folded = (summary: string, content: Html, open: boolean): Html =>
  html`<details ${open ? 'open' : ''}>
    <summary>${summary}</summary>
    ${content}
  </details>`;
