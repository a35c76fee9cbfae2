import { DataFormatError } from '@weitiao/core';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cannotRead, readTextIfThere } from '../files/read-text.js';
import { readTensorHeader } from '../pytorch/read-tensor-header.js';
import type { SafetensorsHeader } from '../safetensors/header.js';

/** Where the files of a checkpoint lie: in a folder, or at a hub. All of it throws DataFormatError, and what the place itself throws. */
export interface WeightPlace {
  /** What messages call it. */
  readonly name: string;
  files(): Promise<readonly string[]>;
  /** The path of a file, or what messages call it. */
  pathOf(file: string): string;
  text(file: string): Promise<string>;
  header(file: string): Promise<SafetensorsHeader>;
}

export const inFolder = (folder: string): WeightPlace => ({
  name: folder,
  files: () =>
    readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') throw new DataFormatError(folder, 'there is no such folder.', { cause: error });
      throw cannotRead(folder, error);
    }),
  pathOf: (file) => join(folder, file),
  text: async (file) => (await readTextIfThere(join(folder, file))) ?? '',
  header: (file) => readTensorHeader(join(folder, file)),
});
