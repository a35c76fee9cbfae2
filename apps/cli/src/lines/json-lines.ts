import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { DataFormatError } from '@weitiao/core';
import { z } from 'zod';

/** A line of a JSONL file that was read. */
export interface Line<T> {
  /** Of the file, counted from 1. */
  readonly number: number;
  /** `file:line`, for errors. */
  readonly at: string;
  readonly value: T;
}

/**
 * The lines of a JSONL file, as they come; empty ones are passed over.
 * @throws DataFormatError with file and line when one is no JSON or not of the wanted form
 */
export async function* readJsonLines<T>(file: string, form: z.ZodType<T>, wanted: string): AsyncGenerator<Line<T>> {
  let number = 0;
  for await (const text of linesOf(file)) {
    number += 1;
    const content = number === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (content.trim() === '') continue;
    const at = `${file}:${number}`;
    const parsed = form.safeParse(parse(content, at, wanted));
    if (!parsed.success)
      throw new DataFormatError(at, `${faultOf(parsed.error)}\n  Wanted: ${wanted}\n  Came:   ${shortened(content)}`);
    yield { number, at, value: parsed.data };
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  try {
    yield* createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (!code) throw cause;
    throw new DataFormatError(file, code === 'ENOENT' ? 'there is no such file.' : `it cannot be read: ${message}.`, {
      cause,
    });
  }
}

function parse(text: string, at: string, wanted: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DataFormatError(
      at,
      `this is not JSON: ${(cause as Error).message}\n  Wanted: ${wanted}\n  Came:   ${shortened(text)}`,
      { cause },
    );
  }
}

function faultOf({ issues }: z.ZodError): string {
  const [first] = issues;
  return first
    ? `${first.path.length > 0 ? `"${first.path.join('.')}": ` : ''}${first.message}.`
    : 'not of the wanted form.';
}

const shortened = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)} …` : text);
