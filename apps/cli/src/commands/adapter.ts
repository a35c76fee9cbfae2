import type { WeightStorage } from '@weitiao/core';
import { Option } from 'commander';
import { collectedNumbers } from './adapter-options.js';
import {
  anyNumber,
  jsonOption,
  offlineOption,
  threadsOption,
  weightsOption,
  wholeNumber,
  type DefineCommand,
} from './define.js';
import { requiredOption } from './required-option.js';

export interface MergeOptions {
  readonly model?: string;
  readonly output: string;
  readonly weight?: readonly number[];
  readonly prompts?: string;
  readonly tolerance: number;
  readonly type?: string;
  readonly weights?: WeightStorage;
  readonly threads: number;
  readonly offline?: boolean;
  readonly json?: boolean;
}

export interface ExportOptions extends MergeOptions {
  readonly to: 'huggingface' | 'gguf' | 'ollama';
  readonly template: string;
  readonly shardSize?: number;
}

const baseOption = () =>
  new Option('--model <folder or id>', 'base model; the folder that the adapter names when absent');

const weightOption = () =>
  new Option('--weight <w>', 'once for each adapter: their weighted sum is merged, not one upon another').argParser(
    collectedNumbers,
  );

const promptsOption = () =>
  new Option(
    '--prompts <file>',
    'JSONL {"prompt": str} or {"tokens": [int]} on which both are compared; built in when absent',
  );

const toleranceOption = () =>
  new Option('--tolerance <t>', 'largest difference of logits and of layers, relative to their largest value')
    .argParser(anyNumber)
    .default(1e-4);

export const adapter: DefineCommand = (program, console, outcome) => {
  const group = program.command('adapter').description('finished adapters: fold into the base, hand to other programs');
  group
    .command('merge')
    .description('fold adapters into the base: a model folder that does alone what it did with them attached')
    .argument('<adapter...>', 'adapter folders, ours or written by peft')
    .addOption(baseOption())
    .addOption(requiredOption('--output <folder>', 'the merged model folder'))
    .addOption(weightOption())
    .addOption(promptsOption())
    .addOption(toleranceOption())
    .option('--type <type>', 'of the numbers: f32, f16, bf16', 'f32')
    .addOption(weightsOption())
    .addOption(threadsOption())
    .addOption(offlineOption())
    .addOption(jsonOption())
    .action(async (folders: readonly string[], options: MergeOptions) => {
      const { runMerge } = await import('../adapter/merge-command.js');
      outcome.exitCode = await runMerge(folders, options, console);
    });
  group
    .command('export')
    .description('write a model, with adapters folded in, for other programs')
    .argument('<folder...>', 'adapter folders, or one model folder')
    .addOption(
      requiredOption('--to <format>', 'huggingface, gguf or ollama').choices(['huggingface', 'gguf', 'ollama']),
    )
    .addOption(requiredOption('--output <path>', 'a folder; for gguf the file'))
    .addOption(baseOption())
    .addOption(weightOption())
    .option(
      '--type <type>',
      'of the numbers: f32, f16, bf16 and for gguf and ollama also q8_0; f32, for those f16, when absent',
    )
    .option(
      '--template <name>',
      'ollama: how training wrote prompts, e.g. alpaca-zh; chat: as the model folder’s own template does',
      'none',
    )
    .option('--shard-size <bytes>', 'huggingface: bytes of a file of weights', wholeNumber)
    .addOption(promptsOption())
    .addOption(toleranceOption())
    .addOption(weightsOption())
    .addOption(threadsOption())
    .addOption(offlineOption())
    .addOption(jsonOption())
    .action(async (folders: readonly string[], options: ExportOptions) => {
      const { runExport } = await import('../adapter/export-command.js');
      outcome.exitCode = await runExport(folders, options, console);
    });
};
