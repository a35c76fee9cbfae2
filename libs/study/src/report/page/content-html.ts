import type { Content } from '../content/content.js';
import { figure } from './figure.js';
import { html, type Html } from './html.js';
import { tableHtml } from './table-html.js';

export const contentHtml = (contents: readonly Content[]): Html =>
  html`${contents.map((content) => (content.kind === 'figure' ? figure(content) : tableHtml(content.table)))}`;
