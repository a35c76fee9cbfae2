import { Command, InvalidArgumentError, Option } from 'commander';
import type { WeightStorage } from '@weitiao/core';
import type { Console } from '../console.js';
import type { Outcome } from '../main.js';

/** Adds a command to the program. Its work is imported only when it runs, so that `--help` is quick. */
export type DefineCommand = (program: Command, console: Console, outcome: Outcome) => void;

export const jsonOption = () =>
  new Option('--json', 'machine-readable output: one JSON value a line on standard output');

export const offlineOption = () =>
  new Option('--offline', 'use what is here, and ask no hub for models and data; as HF_HUB_OFFLINE=1 does');

export const threadsOption = () =>
  new Option('--threads <n>', 'threads of the engine; the last bits of numbers depend on it')
    .default(2)
    .argParser(wholeNumber);

export const weightsOption = () =>
  new Option(
    '--weights <storage>',
    'how weights are held; bfloat16: half the memory, the same numbers; bfloat16-rounded: also those that bfloat16 has not',
  )
    .choices(['float32', 'bfloat16', 'bfloat16-rounded'] satisfies WeightStorage[])
    .default('float32');

export function wholeNumber(text: string): number {
  if (/^\d+$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
  throw new InvalidArgumentError(`A whole number is wanted.`);
}

export function anyNumber(text: string): number {
  if (text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  throw new InvalidArgumentError('A number is wanted.');
}
