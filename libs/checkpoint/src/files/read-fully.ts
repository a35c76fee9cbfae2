import { DataFormatError } from '@weitiao/core';
import type { FileHandle } from 'node:fs/promises';

/** One call reads at most this much: larger reads are refused by some systems. */
const most = 2 ** 30;

/**
 * Fills `target` from `position` of a file on.
 * @throws DataFormatError when the file ends before
 */
export async function readFully(handle: FileHandle, file: string, target: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < target.byteLength) {
    const { bytesRead } = await handle.read(target, done, Math.min(most, target.byteLength - done), position + done);
    if (bytesRead === 0) {
      throw new DataFormatError(
        file,
        `it ends at byte ${position + done}, wanted were ${position + target.byteLength}. It is truncated: download it again.`,
      );
    }
    done += bytesRead;
  }
}
