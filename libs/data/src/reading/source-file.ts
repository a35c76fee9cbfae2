import { resolve } from 'node:path';
import type { Services } from '@weitiao/core';

/** A file of data. */
export interface SourceFile {
  /** Absolute. */
  readonly path: string;
  /** What messages call it: as the user wrote it. */
  readonly name: string;
}

/** @param from as in the options: relative paths start at the folder of the study or trial file */
export const sourceFile = (from: string, services: Pick<Services, 'folder'>): SourceFile => ({
  path: resolve(services.folder, from),
  name: from,
});
