import type { FileHandle } from 'node:fs/promises';
import { readFully } from './read-fully.js';

/** Bytes that are read where they lie: of an open file, or of one at a hub. */
export interface ByteSource {
  /** In bytes. */
  readonly size: number;
  /**
   * Fills `target` from `position` on.
   * @throws DataFormatError when it ends before
   */
  read(target: Uint8Array, position: number): Promise<void>;
}

/** @param file what errors name */
export async function bytesOfFile(handle: FileHandle, file: string): Promise<ByteSource> {
  const { size } = await handle.stat();
  return { size, read: (target, position) => readFully(handle, file, target, position) };
}
