import { DataFormatError } from '@weitiao/core';
import type { Answer } from './hub-client.js';

/** Which bytes of a file an answer sends. */
export interface Extent {
  /** Of its first byte in the file; NaN where a part comes that does not tell. */
  readonly first: number;
  /** How many come; NaN where it does not tell. */
  readonly length: number;
  /** Of the whole file; NaN where it does not tell. */
  readonly total: number;
}

export function extentOf({ status, header }: Pick<Answer, 'status' | 'header'>): Extent {
  const length = Number(header('content-length') ?? Number.NaN);
  if (status !== 206) return { first: 0, length, total: length };
  const [, first, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(header('content-range') ?? '') ?? [];
  return { first: Number(first ?? Number.NaN), length, total: Number(total ?? Number.NaN) };
}

export const wrongSize = (about: string, announced: number | string, size: number): DataFormatError =>
  new DataFormatError(
    about,
    `the server sends ${announced} bytes; its listing says ${size}. Nothing was kept. Try again later, or another mirror.`,
  );
