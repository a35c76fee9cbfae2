/// <reference lib="dom" />
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** Pixels: beside text on a screen and on paper, and on a phone. */
export const widths = { wide: 720, narrow: 350 } as const;

export type Width = keyof typeof widths;

/** A plot as SVG text. Colours are CSS variables with a fallback, so that the page can be light or dark. */
export function draw(width: Width, options: Plot.PlotOptions): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  return Plot.plot({
    ...options,
    document: document as unknown as Document,
    width: widths[width],
    className: 'plot',
    style: { fontSize: width === 'wide' ? '13px' : '12px' },
  }).outerHTML;
}
