import { join } from 'node:path';
import type { WrittenReport } from '../report/render-report.js';
import { readResults } from './read-results.js';
import type { StudyResults } from './study-results.js';

/**
 * Writes `report.html`, `report.md` and `tables/*.csv` into `folder`.
 * @throws CannotWriteError
 */
export async function renderReport(results: StudyResults, folder: string): Promise<WrittenReport> {
  // Plots take a while to load, and most commands need none.
  const report = await import('../report/render-report.js');
  return report.renderReport(results, folder);
}

/** Reads what there is of a study and writes its report into `report/` beside its trials. @throws StudyError, CannotWriteError */
export const writeReport = async (folder: string): Promise<WrittenReport> =>
  renderReport(await readResults(folder), join(folder, 'report'));
