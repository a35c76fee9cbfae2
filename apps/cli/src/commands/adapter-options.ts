import { Option } from 'commander';
import { anyNumber } from './define.js';

export const collected = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
export const collectedNumbers = (value: string, before: readonly number[] = []): readonly number[] => [
  ...before,
  anyNumber(value),
];

export const adapterOption = () =>
  new Option('--adapter <folder>', 'adapter folder, ours or written by peft; several times: one upon another').argParser(collected); // prettier-ignore

export const adapterWeightOption = () =>
  new Option('--adapter-weight <w>', 'once for each adapter: their weighted sum instead').argParser(collectedNumbers);
