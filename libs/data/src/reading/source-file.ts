import { resolve } from 'node:path';
import type { Services } from '@weitiao/core';

/** A file of data. */
export interface SourceFile {
  /** Absolute. */
  readonly path: string;
  /** What messages call it: as the user wrote it. */
  readonly name: string;
}

/**
 * @param from as in the options: relative paths start at the folder of the study or trial file; `hf:datasets/owner/name/file.json` is a file of a hub
 * @throws StudyError, UnavailableError, DataFormatError, CannotWriteError where it comes from a hub
 */
export async function sourceFile(
  from: string,
  { folder, hub, signal }: Pick<Services, 'folder' | 'hub' | 'signal'>,
): Promise<SourceFile> {
  return { path: (await hub?.fetched(from, signal)) ?? resolve(folder, from), name: from };
}
