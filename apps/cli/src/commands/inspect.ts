import { weightStorages } from '@weitiao/core';
import { Option, type Command } from 'commander';
import type { InspectModelOptions } from '../inspect/inspect-model.js';
import { jsonOption, offlineOption, wholeNumber, type DefineCommand } from './define.js';

interface InspectAdapterOptions {
  readonly method?: string;
  readonly option?: readonly string[];
  readonly shape?: string;
  readonly offline?: boolean;
  readonly json?: boolean;
}

const unusable = `
Of an id, headers of weights are read at its hub: nothing of the weights is downloaded.
Ends with 65 where the model cannot be used: weights or tokenizer missing, damaged, of another model, or quantised.
Too little memory is told, and ends with 0.`;

export const inspect: DefineCommand = (program, console, outcome) => {
  const group = program.command('inspect').description('what the machine sees: tokens, masks, segments, shapes');
  group
    .command('data')
    .description('rows of a trial file as they are trained on: tokens, what is trained, what is packed together')
    .argument('<trial file>')
    .option('--rows <n>', 'how many examples to show', wholeNumber, 3)
    .addOption(offlineOption())
    .addOption(jsonOption())
    .action(async (file: string, options: { rows: number; offline?: boolean; json?: boolean }) => {
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
    .addOption(offlineOption())
    .addOption(jsonOption())
    .addHelpText('after', unusable)
    .action(async (folder: string | undefined, options: InspectModelOptions & { offline?: boolean }) => {
      const { inspectModel } = await import('../inspect/inspect-model.js');
      const { previewed } = await import('../hub/located.js');
      const place = folder === undefined ? undefined : await previewed(folder, options, console);
      outcome.exitCode = await inspectModel(place, options, console);
    });
  group
    .command('adapter')
    .description(
      'an adapter folder: method, options, tensors; or what a method would add to a model: --method, --shape',
    )
    .argument('[folder or id]')
    .option('--method <what>', "name, or name and options: '{ use: lora, rank: 8, targetModules: all-linear }'")
    .option('--option <key=value>', 'of the method; several times', (pair: string, before: string[] = []) => [
      ...before,
      pair,
    ]) // prettier-ignore
    .option('--shape <name>', 'a published size, e.g. bloom-7b1, a folder with config.json, or an id')
    .addOption(offlineOption())
    .addOption(jsonOption())
    .action(async (folder: string | undefined, options: InspectAdapterOptions, command: Command) => {
      const { method, shape } = options;
      const { locatedFolder } = await import('../hub/located.js');
      if (folder === undefined && method !== undefined && shape !== undefined) {
        const { inspectMethod } = await import('../inspect/inspect-method.js');
        const isId = /[/:]/.test(shape);
        const place = isId ? await locatedFolder(shape, { ...options, weights: false }, console) : shape;
        return inspectMethod({ ...options, method, shape: place }, console);
      }
      if (folder === undefined || method !== undefined || shape !== undefined)
        command.error('wanted is an adapter folder, or both --method and --shape');
      const { inspectAdapter } = await import('../inspect/inspect-adapter.js');
      return inspectAdapter(await locatedFolder(folder, options, console), options, console);
    });
  group
    .command('tokenizer')
    .description('vocabulary and special tokens, and how it cuts a text')
    .argument('<folder or id>')
    .option('--text <text>', 'text to cut')
    .addOption(offlineOption())
    .addOption(jsonOption())
    .action(async (folder: string, options: { text?: string; offline?: boolean; json?: boolean }) => {
      const { inspectTokenizer } = await import('../inspect/inspect-tokenizer.js');
      const { locatedFolder } = await import('../hub/located.js');
      await inspectTokenizer(await locatedFolder(folder, { ...options, weights: false }, console), options, console);
    });
};
