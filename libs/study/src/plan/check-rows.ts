import { WeitiaoError, type InstructionSource } from '@weitiao/core';

/**
 * Reads every row of a study's data once, so that a faulty one is told before anything is trained. Rows that the source itself leaves out are told
 * of when they are trained on.
 * @param note stands below the error
 * @throws DataFormatError with file and line
 */
export async function checkRows(source: InstructionSource, folder: string, note: string): Promise<void> {
  const services = { signal: new AbortController().signal, folder, warn: () => undefined };
  try {
    for await (const _ of source.conversations(services));
  } catch (error) {
    if (!WeitiaoError.isInstance(error)) throw error;
    throw new WeitiaoError(`${error.message}\n  ${note}`, error.exitCode, { cause: error });
  }
}
