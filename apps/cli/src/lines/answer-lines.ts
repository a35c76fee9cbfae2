import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DataFormatError, exitCodes, StudyError, WeitiaoError } from '@weitiao/core';
import type { z } from 'zod';
import { readJsonLines, type Line } from './json-lines.js';
import { ResumableOutput } from './resumable-output.js';

export interface AnswerLines<T> {
  readonly input: string;
  readonly output: string;
  readonly form: z.ZodType<T>;
  /** The form in words, for errors. */
  readonly wanted: string;
  /** Besides the input, what decides the answers. */
  readonly identity: string;
  /** How many lines are answered together. */
  readonly window: number;
  readonly signal: AbortSignal;
  /** Told after each window. */
  readonly progress: (done: number, total: number) => void;
  /** Everything that is needed to answer; called once, when input and output are known to be usable. */
  readonly prepare: () => Promise<(lines: readonly Line<T>[]) => Promise<readonly unknown[]>>;
}

/**
 * One JSON line out for each that comes in, in their order. The output appears when it is whole; an interrupted run goes on
 * where it stopped.
 * @returns how many lines were written
 */
export async function answerLines<T>(work: AnswerLines<T>): Promise<number> {
  const { input, output, form, wanted, window, signal, progress } = work;
  if (resolve(input) === resolve(output))
    throw new StudyError(`--input and --output are both ${input}. Write to another file.`);
  const total = await countLines(readJsonLines(input, form, wanted));
  if (total === 0) throw new DataFormatError(input, `it has no lines. Wanted: ${wanted}`);
  const identity = createHash('sha256')
    .update(`${work.identity}\0${window}\0${await hashOf(input)}`)
    .digest('hex');
  using target = ResumableOutput.open(output, identity, window);
  const answer = await work.prepare();
  let done = 0;
  for await (const lines of inWindows(readJsonLines(input, form, wanted), window)) {
    if (signal.aborted)
      throw new WeitiaoError(
        `Stopped after ${done} of ${total} lines. Run the same command again: it goes on from there.`,
        exitCodes.interrupted,
      );
    if (done >= target.linesDone) target.write(await answer(lines));
    done += lines.length;
    progress(done, total);
  }
  target.commit();
  return total;
}

async function countLines(lines: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _ of lines) count += 1;
  return count;
}

async function* inWindows<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let window: T[] = [];
  for await (const item of items) {
    if (window.push(item) < size) continue;
    yield window;
    window = [];
  }
  if (window.length > 0) yield window;
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
