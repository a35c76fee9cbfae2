import { DataFormatError } from '@weitiao/core';
import type { FileHandle } from 'node:fs/promises';
import { readFully } from '../files/read-fully.js';
import { withFile } from '../files/with-file.js';
import { elementBytes } from '../safetensors/data-types.js';
import { decode } from '../safetensors/decode.js';
import { narrowed } from '../safetensors/narrowed.js';
import type { Wanted } from '../safetensors/read-tensors.js';
import { newRow, type NewRows } from './new-rows.js';

/** How a table of rows, one for each token, changes. */
export interface TableChange {
  /** Ids below it keep their rows, bit for bit. */
  readonly first: number;
  /** Tokens in all; the rows of those from `first` on are new. */
  readonly vocabulary: number;
  /** Rows in all: the ones behind the last token are padding, and keep what they were where they were. */
  readonly rows: number;
  readonly newRows: NewRows;
}

/** Bytes that are copied at a time. */
const piece = 2 ** 22;

/** Copies a tensor's bytes as they are. */
export const copyBytes = ({ file, entry }: Wanted, target: FileHandle): Promise<void> =>
  withFile(file, (source) => copy(source, file, { from: entry.position, bytes: entry.bytes }, target));

/** Writes a table `[old rows, width]`, or a bias `[old rows]`, as one of `[rows, width]`. Holds a few rows at a time. */
export async function writeTable(
  { name, file, entry }: Wanted,
  change: TableChange,
  target: FileHandle,
): Promise<void> {
  const [oldRows, width = 1] = entry.shape as [number, number?];
  const bytes = width * elementBytes[entry.type];
  await withFile(file, async (source) => {
    const copyRows = (start: number, end: number) =>
      copy(source, file, { from: entry.position + start * bytes, bytes: (end - start) * bytes }, target);
    const oldRow = async (id: number) => {
      const row = new Uint8Array(bytes);
      await readFully(source, file, row, entry.position + id * bytes);
      const values = new Float32Array(width);
      decodeRow(file, entry, row, values);
      return values;
    };
    await copyRows(0, change.first);
    for (let id = change.first; id < change.vocabulary; id++)
      await target.writeFile(encoded(await newRow(change.newRows, name, id, width, oldRow), entry.type, file, name));
    if (change.vocabulary < oldRows) await copyRows(change.vocabulary, oldRows);
    for (let id = Math.max(change.vocabulary, oldRows); id < change.rows; id++)
      await target.writeFile(
        encoded(await newRow(padding(change.newRows), name, id, width, oldRow), entry.type, file, name),
      );
  });
}

/** Behind the last token nothing has pieces. */
const padding = ({ deviation, seed }: NewRows): NewRows => ({ from: 'normal', deviation, seed });

async function copy(
  source: FileHandle,
  file: string,
  { from, bytes }: { readonly from: number; readonly bytes: number },
  target: FileHandle,
): Promise<void> {
  const buffer = new Uint8Array(Math.min(piece, bytes));
  for (let done = 0; done < bytes; done += buffer.length) {
    const part = buffer.subarray(0, Math.min(buffer.length, bytes - done));
    await readFully(source, file, part, from + done);
    await target.writeFile(part);
  }
}

function decodeRow(file: string, entry: Wanted['entry'], row: Uint8Array<ArrayBuffer>, values: Float32Array): void {
  if (entry.type === 'F32') values.set(new Float32Array(row.buffer));
  else decode(file, entry, row, values);
}

function encoded(values: Float32Array, type: Wanted['entry']['type'], file: string, name: string): Uint8Array {
  const numbers = ((): ArrayBufferView => {
    if (type === 'F32') return values;
    if (type === 'F64') return Float64Array.from(values);
    if (type === 'F16' || type === 'BF16') return narrowed(values, type, file, name);
    throw new DataFormatError(file, `tensor "${name}" is ${type}; new rows are written as F32, F16, BF16 and F64.`);
  })();
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
