import {
  DataFormatError,
  StudyError,
  WeitiaoError,
  isTextSource,
  rowsOf,
  type DataSource,
  type Hub,
} from '@weitiao/core';

interface CheckRowsSpec {
  readonly folder: string;
  readonly hub: Hub;
  /** Rows that are not to be trained on; 0 for none. */
  readonly heldOut: number;
  /** Stands below the error. */
  readonly note: string;
}

/**
 * Reads every row of a study's data once, so that a faulty one is told before anything is trained. Rows that the source itself leaves out are told
 * of when they are trained on.
 * @throws DataFormatError with file and line, or when there is no row; StudyError when none would be left to train on
 */
export async function checkRows(source: DataSource, { folder, hub, heldOut, note }: CheckRowsSpec): Promise<void> {
  const services = { signal: new AbortController().signal, folder, hub, warn: () => undefined };
  const name = `data set ${source.name}`;
  try {
    let rows = 0;
    for await (const _ of rowsOf(source, services)) rows += 1;
    if (rows === 0)
      throw new DataFormatError(
        name,
        `holds no ${isTextSource(source) ? 'documents' : 'rows'}; there is nothing to train on.`,
      );
    // Of plain text it is blocks that are held out, and how many there are only the tokens tell.
    if (heldOut >= rows && !isTextSource(source))
      throw new StudyError(
        `${name}: ${heldOut} rows are to be held out, and there are ${rows}. Lower train.heldOut.rows: at least one row must be left to train on.`,
      );
  } catch (error) {
    if (!WeitiaoError.isInstance(error)) throw error;
    throw new WeitiaoError(`${error.message}\n  ${note}`, error.exitCode, { cause: error });
  }
}
