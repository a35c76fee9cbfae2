import { DataFormatError } from '@weitiao/core';
import type { FileHandle } from 'node:fs/promises';
import { bytesOfFile, type ByteSource } from '../files/byte-source.js';
import { isRecord } from '../files/parse-json.js';
import { withFile } from '../files/with-file.js';
import { checkEntries, checkMetadata } from './check-header.js';
import type { SafetensorsHeader } from './header.js';
import { recogniseOther } from './not-safetensors.js';

const lengthBytes = 8;
/** The limit of the reference implementation. */
const mostHeaderBytes = 100_000_000;

/**
 * Reads and checks what a safetensors file says of itself; of the tensors nothing is read.
 * @throws DataFormatError naming file and tensor: too short, no JSON, unknown dtype, sizes that lie, overlaps, holes, truncation
 */
export const readSafetensorsHeader = (file: string): Promise<SafetensorsHeader> =>
  withFile(file, (handle) => readHeader(handle, file));

export const readHeader = async (handle: FileHandle, file: string): Promise<SafetensorsHeader> =>
  readHeaderOf(await bytesOfFile(handle, file), file);

/**
 * The same of bytes that lie anywhere.
 * @param file what errors name
 */
export async function readHeaderOf({ size, read }: ByteSource, file: string): Promise<SafetensorsHeader> {
  const beginning = new Uint8Array(Math.min(64, size));
  await read(beginning, 0);
  const other = recogniseOther(beginning, size);
  if (other) throw new DataFormatError(file, other);
  if (size < lengthBytes)
    throw new DataFormatError(
      file,
      `it has ${size} bytes, a safetensors file has at least ${lengthBytes}. Download it again.`,
    );

  const length = Number(new DataView(beginning.buffer).getBigUint64(0, true));
  if (length > Math.min(size - lengthBytes, mostHeaderBytes)) {
    throw new DataFormatError(
      file,
      `its header claims ${length} bytes, but the file has ${size} and a header at most ${mostHeaderBytes}. It is truncated or no safetensors file: download it again.`,
    );
  }
  const header = new Uint8Array(length);
  await read(header, lengthBytes);
  const { __metadata__: metadata, ...entries } = parseHeader(header, file);
  const dataStart = lengthBytes + length;
  return {
    file,
    metadata: checkMetadata(file, metadata),
    tensors: checkEntries(file, Object.entries(entries), dataStart, size - dataStart),
  };
}

function parseHeader(bytes: Uint8Array, file: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (isRecord(parsed)) return parsed;
  } catch (cause) {
    throw new DataFormatError(
      file,
      'its header is not JSON in UTF-8. It is no safetensors file, or damaged: download it again.',
      { cause },
    );
  }
  throw new DataFormatError(
    file,
    'its header is no JSON object. It is no safetensors file, or damaged: download it again.',
  );
}
