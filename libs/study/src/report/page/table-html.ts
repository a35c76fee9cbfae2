import { textOf, type Cell, type Table } from '../tables/table.js';
import { html, type Html } from './html.js';

/** A table that scrolls sideways by itself where the screen is narrow, also by keyboard. */
export const tableHtml = ({ caption, columns, rows }: Table): Html =>
  html` <figure>
    <figcaption>${caption}</figcaption>
    <div class="scroll" role="region" aria-label="${caption}" tabindex="0">
      <table>
        <thead>
          <tr>
            ${columns.map(({ title, align }) => html`<th scope="col" class="${align}">${title}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (cells) =>
              html`<tr>
                ${cells.map((cell, index) => cellHtml(cell, index, columns[index]!.align))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </figure>`;

function cellHtml(cell: Cell, index: number, align: 'left' | 'right'): Html {
  const text = textOf(cell);
  // Short texts stay on one line; long ones, such as messages, may not widen the table without end.
  const short = text.length < 36 ? 'short' : '';
  if (index === 0) return html`<th scope="row" class="${short}">${text}</th>`;
  return html`<td class="${[align, typeof cell === 'string' ? '' : cell.tone, short].filter(Boolean).join(' ')}">
    ${text}
  </td>`;
}
