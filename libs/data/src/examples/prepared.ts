import { DataFormatError, type DataSource, type Services } from '@weitiao/core';
import type { ExampleStore } from './example-store.js';
import { describeReport, type PreparationReport } from './preparation-report.js';
import { sourceName } from './source-name.js';

/** Examples and what became of the rows that they were made from. */
export type PreparedExamples<Store extends ExampleStore = ExampleStore> = Store & {
  readonly report: PreparationReport;
};

/**
 * A store filled from a source. What was left out or cut off is told to `services.warn`.
 * @param fill puts the source's examples into the store
 * @param emptyBecause says why none came of it
 * @throws DataFormatError when none did; the store is disposed then, and whenever `fill` fails
 */
export async function prepared<Store extends ExampleStore>(
  store: Store,
  { source, services }: { readonly source: DataSource; readonly services: Services },
  fill: () => Promise<PreparationReport>,
  emptyBecause: (report: PreparationReport) => string,
): Promise<PreparedExamples<Store>> {
  try {
    const report = await fill();
    if (report.kept === 0) throw new DataFormatError(sourceName(source), emptyBecause(report));
    const sentence = describeReport(report);
    if (sentence) services.warn(`${sourceName(source)}: ${sentence}`);
    return Object.assign(store, { report });
  } catch (error) {
    store[Symbol.dispose]();
    throw error;
  }
}
