import { writeFileAtomically } from '@weitiao/checkpoint';
import { join } from 'node:path';
import type { StudyResults } from '../results/study-results.js';
import { allContent } from './content/all-content.js';
import { contentFiles } from './content/content-files.js';
import { csvFiles } from './csv/csv-files.js';
import { markdown } from './markdown.js';
import { page } from './page/page.js';
import { reportOf } from './report.js';
import { summaryText } from './text/summary-text.js';

/** Paths of what was written, and what a terminal shows of it. */
export interface WrittenReport {
  readonly html: string;
  readonly markdown: string;
  readonly tables: string[];
  readonly plots: string[];
  readonly summary: string;
}

/**
 * Writes `report.html` (one file that loads nothing), `report.md` with `plots/*.svg`, `tables/*.csv` and `tables/*.tex`, each whole or not at
 * all. The same results give the same bytes.
 * @param folder made where it is missing
 * @throws CannotWriteError
 */
export async function renderReport(results: StudyResults, folder: string): Promise<WrittenReport> {
  const report = reportOf(results);
  const drawn = contentFiles(allContent(report));
  const inside = (part: string, files: readonly [name: string, content: string][]) =>
    files.map(([name, content]) => [join(folder, part, name), content] as const);
  const tables = inside('tables', [...csvFiles(report), ...drawn.latex]);
  const plots = inside('plots', drawn.plots);
  const paths = { html: join(folder, 'report.html'), markdown: join(folder, 'report.md') };
  const files = [...tables, ...plots, [paths.markdown, markdown(report)], [paths.html, page(report)]] as const;
  for (const [path, content] of files) await writeFileAtomically(path, content);
  const pathsOf = (written: readonly (readonly [string, string])[]) => written.map(([path]) => path);
  return { ...paths, tables: pathsOf(tables), plots: pathsOf(plots), summary: summaryText(report) };
}
