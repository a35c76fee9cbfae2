import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { DataFormatError, didYouMean } from '@weitiao/core';
import type { SourceFile } from './source-file.js';

/**
 * The text of a file in pieces of some 64 KB, without its byte order mark. Stopping early closes the file.
 * @throws DataFormatError when it is absent, a folder, unreadable or not UTF-8
 */
export async function* readText(file: SourceFile, signal?: AbortSignal): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  let isFirst = true;
  const decode = (bytes?: Uint8Array): string => {
    if (isFirst && bytes) refuseUtf16(file, bytes);
    isFirst = false;
    try {
      const text = bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
      line += count(text, '\n');
      return text;
    } catch (cause) {
      const before = bytes ? new TextDecoder().decode(bytes).split('\ufffd', 1)[0]! : '';
      throw new DataFormatError(`${file.name}:${line + count(before, '\n')}`, notUtf8, { cause });
    }
  };
  try {
    for await (const bytes of createReadStream(file.path, { signal })) {
      const text = decode(bytes as Uint8Array);
      if (text !== '') yield text;
    }
  } catch (error) {
    throw await explain(file, error);
  }
  yield decode();
}

export const count = (text: string, character: string): number => {
  let found = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found++;
  return found;
};

const notUtf8 =
  'this line is not UTF-8. Chinese files from Windows are often GBK: ' + 'iconv -f GB18030 -t UTF-8 OLD > NEW.';

function refuseUtf16({ name }: SourceFile, bytes: Uint8Array): void {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new DataFormatError(name, 'is UTF-16; UTF-8 was wanted. Convert it: iconv -f UTF-16 -t UTF-8 OLD > NEW.');
  }
}

async function explain({ name, path }: SourceFile, error: unknown): Promise<unknown> {
  if (typeof error !== 'object' || error === null || !('code' in error)) return error;
  switch (error.code) {
    case 'ENOENT': {
      const beside = await readdir(dirname(path)).catch(() => []);
      return new DataFormatError(name, `no such file (${path}).${didYouMean(basename(path), beside)}`, {
        cause: error,
      });
    }
    case 'EISDIR':
      return new DataFormatError(name, 'is a folder; a file was wanted.', { cause: error });
    case 'EACCES':
      return new DataFormatError(name, 'may not be read: permission denied.', { cause: error });
    default:
      return error;
  }
}
