import { weightStorages } from '@weitiao/core';
import { Option, type Command } from 'commander';
import type { InspectModelOptions } from '../inspect/inspect-model.js';
import { jsonOption, wholeNumber, type DefineCommand } from './define.js';

interface InspectAdapterOptions {
  readonly method?: string;
  readonly option?: readonly string[];
  readonly shape?: string;
  readonly json?: boolean;
}

export const inspect: DefineCommand = (program, console) => {
  const group = program.command('inspect').description('what the machine sees: tokens, masks, segments, shapes');
  group
    .command('data')
    .description('rows of a trial file as they are trained on: tokens, what is trained, what is packed together')
    .argument('<trial file>')
    .option('--rows <n>', 'how many examples to show', wholeNumber, 3)
    .addOption(jsonOption())
    .action(async (file: string, options: { rows: number; json?: boolean }) => {
      const { inspectData } = await import('../inspect/inspect-data.js');
      await inspectData(file, options, console);
    });
  group
    .command('model')
    .description('what a model is and whether it fits this machine: from config.json, headers and tokenizer alone')
    .argument('[folder or id]')
    .option('--shape <name>', 'a published size instead, e.g. bloom-7b1')
    .option('--method <what>', "what is trained: a name, or '{ use: lora, rank: 8, targetModules: all-linear }'")
    .option('--max-length <tokens>', 'tokens of a row', wholeNumber, 512)
    .option('--micro-batch <rows>', 'rows at a time', wholeNumber, 4)
    .option('--recompute', 'layers are computed again instead of kept', false)
    .addOption(
      new Option('--weights <storage>', 'how frozen weights are held').choices(weightStorages).default('float32'),
    )
    .addOption(jsonOption())
    .action(async (folder: string | undefined, options: InspectModelOptions) => {
      const { inspectModel } = await import('../inspect/inspect-model.js');
      await inspectModel(folder, options, console);
    });
  group
    .command('adapter')
    .description(
      'an adapter folder: method, options, tensors; or what a method would add to a model: --method, --shape',
    )
    .argument('[folder]')
    .option('--method <what>', "name, or name and options: '{ use: lora, rank: 8, targetModules: all-linear }'")
    .option('--option <key=value>', 'of the method; several times', (pair: string, before: string[] = []) => [
      ...before,
      pair,
    ]) // prettier-ignore
    .option('--shape <name>', 'a published size, e.g. bloom-7b1, or a folder with config.json')
    .addOption(jsonOption())
    .action(async (folder: string | undefined, options: InspectAdapterOptions, command: Command) => {
      const { method, shape } = options;
      if (folder === undefined && method !== undefined && shape !== undefined) {
        const { inspectMethod } = await import('../inspect/inspect-method.js');
        return inspectMethod({ ...options, method, shape }, console);
      }
      if (folder === undefined || method !== undefined || shape !== undefined)
        command.error('wanted is an adapter folder, or both --method and --shape');
      const { inspectAdapter } = await import('../inspect/inspect-adapter.js');
      return inspectAdapter(folder, options, console);
    });
  group
    .command('tokenizer')
    .description('vocabulary and special tokens, and how it cuts a text')
    .argument('<folder>')
    .option('--text <text>', 'text to cut')
    .addOption(jsonOption())
    .action(async (folder: string, options: { text?: string; json?: boolean }) => {
      const { inspectTokenizer } = await import('../inspect/inspect-tokenizer.js');
      await inspectTokenizer(folder, options, console);
    });
};
