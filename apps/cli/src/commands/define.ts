import { Command, InvalidArgumentError, Option } from 'commander';
import type { Console } from '../console.js';
import type { Outcome } from '../main.js';

/** Adds a command to the program. Its work is imported only when it runs, so that `--help` is quick. */
export type DefineCommand = (program: Command, console: Console, outcome: Outcome) => void;

export const jsonOption = () =>
  new Option('--json', 'machine-readable output: one JSON value a line on standard output');

export const threadsOption = () =>
  new Option('--threads <n>', 'threads of the engine; the last bits of numbers depend on it')
    .default(2)
    .argParser(wholeNumber);

export function wholeNumber(text: string): number {
  if (/^\d+$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
  throw new InvalidArgumentError(`A whole number is wanted.`);
}

export function anyNumber(text: string): number {
  if (text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  throw new InvalidArgumentError('A number is wanted.');
}
