import { writeFileAtomically } from '@weitiao/checkpoint';
import { join } from 'node:path';
import type { StudyResults } from '../results/study-results.js';
import { csvFiles } from './csv/csv-files.js';
import { markdown } from './markdown.js';
import { page } from './page/page.js';
import { reportOf } from './report.js';

/** Paths of what was written. */
export interface WrittenReport {
  readonly html: string;
  readonly markdown: string;
  readonly tables: string[];
}

/**
 * Writes `report.html` (one file that loads nothing), `report.md` and `tables/*.csv`, each whole or not at all. The same results give the same
 * bytes.
 * @param folder made where it is missing
 * @throws CannotWriteError
 */
export async function renderReport(results: StudyResults, folder: string): Promise<WrittenReport> {
  const report = reportOf(results);
  const tables = csvFiles(report).map(([name, content]) => [join(folder, 'tables', name), content] as const);
  const paths = { html: join(folder, 'report.html'), markdown: join(folder, 'report.md') };
  const files = [...tables, [paths.markdown, markdown(report)], [paths.html, page(report)]] as const;
  for (const [path, content] of files) await writeFileAtomically(path, content);
  return { ...paths, tables: tables.map(([path]) => path) };
}
