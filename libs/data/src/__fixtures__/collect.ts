import { DataFormatError } from '@weitiao/core';

export async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

/** The message of the data error that reading ends with, or that none came. */
export async function failure(values: AsyncIterable<unknown>): Promise<string> {
  try {
    await collect(values);
  } catch (error) {
    if (error instanceof DataFormatError) return error.message;
    throw error;
  }
  return 'no error';
}
