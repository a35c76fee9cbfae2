import { latexTable } from '../latex/latex-table.js';
import { svgFile } from '../plots/svg-file.js';
import type { Content } from './content.js';

/** Plots as SVG files and tables as LaTeX: name and content. */
export function contentFiles(contents: readonly Content[]): {
  plots: [name: string, content: string][];
  latex: [name: string, content: string][];
} {
  return {
    plots: contents.flatMap((content) =>
      content.kind === 'figure' ? [[`${content.name}.svg`, svgFile(content.plot('wide'))]] : [],
    ),
    latex: contents.flatMap((content) =>
      content.kind === 'table' && content.table.rows.length > 0
        ? [[`${content.name}.tex`, latexTable(content.table)]]
        : [],
    ),
  };
}
