import { DataFormatError } from '@weitiao/core';
import { isRecord } from '../files/parse-json.js';
import { elementBytes, isDataType } from './data-types.js';
import type { TensorEntry } from './header.js';

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isSpan = (value: unknown): value is [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every(isCount) && value[0]! <= value[1]!;
const short = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 80);

/**
 * @param entries the header's object without `__metadata__`
 * @param dataStart position of the first byte after the header
 * @param dataBytes length of what follows it
 * @throws DataFormatError that names the file and the tensor
 */
export function checkEntries(
  file: string,
  entries: [string, unknown][],
  dataStart: number,
  dataBytes: number,
): Map<string, TensorEntry> {
  const tensors = entries.map(([name, entry]) => checkEntry(file, name, entry, dataStart, dataBytes));
  checkCoverage(file, tensors, dataStart, dataBytes);
  return new Map(tensors.map((entry) => [entry.name, entry]));
}

export function checkMetadata(file: string, metadata: unknown): Record<string, string> {
  if (metadata === undefined) return {};
  if (isRecord(metadata) && Object.values(metadata).every((value) => typeof value === 'string'))
    return metadata as Record<string, string>;
  throw new DataFormatError(file, `__metadata__ is ${short(metadata)}, wanted was an object of texts.`);
}

function checkEntry(file: string, name: string, entry: unknown, dataStart: number, dataBytes: number): TensorEntry {
  const refuse = (message: string) => new DataFormatError(file, `tensor ${short(name)}: ${message}`);
  if (!isRecord(entry))
    throw refuse(`its entry is ${short(entry)}, wanted was an object with dtype, shape and data_offsets.`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (!isDataType(dtype))
    throw refuse(`dtype is ${short(dtype)}, wanted was one of ${Object.keys(elementBytes).join(', ')}.`);
  if (!Array.isArray(shape) || !shape.every(isCount))
    throw refuse(`shape is ${short(shape)}, wanted was a list of lengths.`);
  if (!isSpan(offsets)) throw refuse(`data_offsets is ${short(offsets)}, wanted was [start, end].`);
  const [start, end] = offsets;
  if (end > dataBytes) {
    throw refuse(
      `it ends at byte ${end} of the data, but only ${dataBytes} bytes follow the header. The file is truncated, or its header is wrong: download it again.`,
    );
  }
  const wanted = shape.reduce((product: number, length: number) => product * length, elementBytes[dtype]);
  if (wanted !== end - start) {
    throw refuse(
      `shape [${shape.slice(0, 8).join(', ')}] of ${dtype} takes ${wanted} bytes, but its data_offsets [${start}, ${end}] span ${end - start}.`,
    );
  }
  return { name, type: dtype, shape, position: dataStart + start, bytes: end - start };
}

/** Every byte of the data belongs to one tensor: overlaps and holes are how files smuggle something else. */
function checkCoverage(file: string, tensors: readonly TensorEntry[], dataStart: number, dataBytes: number): void {
  let reached = dataStart;
  for (const { name, position, bytes } of [...tensors].sort((a, b) => a.position - b.position || a.bytes - b.bytes)) {
    if (position !== reached) {
      const fault =
        position < reached
          ? 'overlaps the tensor before it'
          : `leaves ${position - reached} bytes before it that no tensor has`;
      throw new DataFormatError(
        file,
        `tensor ${short(name)}: it starts at byte ${position - dataStart} of the data and ${fault}. The header is wrong.`,
      );
    }
    reached += bytes;
  }
  const rest = dataStart + dataBytes - reached;
  if (rest > 0)
    throw new DataFormatError(
      file,
      `${rest} bytes at the end belong to no tensor. The header is wrong, or the file is two in one.`,
    );
}
