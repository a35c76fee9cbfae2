import { readFile } from 'node:fs/promises';
import { DataFormatError } from '@weitiao/core';

/** @throws DataFormatError when the file is absent, unreadable or no JSON object */
export async function readJsonFile(path: string, purpose: string): Promise<Record<string, unknown>> {
  const value = await readOptionalJsonFile(path);
  if (value === undefined) {
    throw new DataFormatError(path, `no such file. ${purpose}`);
  }
  return value;
}

/** Undefined when the file is absent. */
export async function readOptionalJsonFile(path: string): Promise<Record<string, unknown> | undefined> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return undefined;
    throw new DataFormatError(path, `cannot be read (${cause.code ?? cause.message}).`, { cause });
  });
  return text === undefined ? undefined : parseObject(path, text);
}

function parseObject(path: string, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new DataFormatError(path, `is not JSON: ${(cause as Error).message}. Was the download cut off?`, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new DataFormatError(path, 'is not a JSON object.');
  }
  return value as Record<string, unknown>;
}
