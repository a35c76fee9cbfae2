import type { WeightStorage } from '@weitiao/core';
import {
  anyNumber,
  jsonOption,
  offlineOption,
  threadsOption,
  weightsOption,
  wholeNumber,
  type DefineCommand,
} from './define.js';
import { adapterOption, adapterWeightOption } from './adapter-options.js';
import { requiredOption } from './required-option.js';

export interface GenerateOptions {
  readonly model: string;
  readonly adapter?: readonly string[];
  readonly adapterWeight?: readonly number[];
  readonly input: string;
  readonly output: string;
  readonly template: string;
  readonly maxNewTokens: number;
  readonly temperature: number;
  readonly topK?: number;
  readonly topP?: number;
  readonly repetitionPenalty: number;
  readonly seed: number;
  readonly batchSize: number;
  readonly weights?: WeightStorage;
  readonly threads: number;
  readonly offline?: boolean;
  readonly json?: boolean;
}

export const generate: DefineCommand = (program, console, outcome) => {
  program
    .command('generate')
    .description('answer prompts')
    .addOption(
      requiredOption('--model <folder or id>', 'model folder in the Hugging Face format, or e.g. Qwen/Qwen2.5-0.5B'),
    )
    .addOption(adapterOption())
    .addOption(adapterWeightOption())
    .addOption(
      requiredOption(
        '--input <file>',
        'JSONL: {"prompt": str} or {"tokens": [int]}; with a template also "input": str',
      ),
    )
    .addOption(requiredOption('--output <file>', 'JSONL: {"tokens": [int], "text": str, "finished": "end" | "length"}'))
    .option(
      '--template <name>',
      'writes prompts as training did, e.g. alpaca-zh; chat: the model folder’s own; none: as they are',
      'none',
    )
    .option('--max-new-tokens <n>', 'length of the longest answer', wholeNumber, 128)
    .option('--temperature <t>', '0: the likeliest token each time', anyNumber, 0)
    .option('--top-k <n>', 'draw among the n likeliest', wholeNumber)
    .option('--top-p <p>', 'draw among the likeliest that together have this probability', anyNumber)
    .option('--repetition-penalty <r>', 'above 1: what was said is less likely', anyNumber, 1)
    .option('--seed <n>', 'decides what is drawn', wholeNumber, 1)
    .option('--batch-size <n>', 'prompts that are answered together', wholeNumber, 8)
    .addOption(weightsOption())
    .addOption(threadsOption())
    .addOption(offlineOption())
    .addOption(jsonOption())
    .action(async (options: GenerateOptions) => {
      const { runGenerateCommand } = await import('../run/generate-command.js');
      outcome.exitCode = await runGenerateCommand(options, console);
    });
};
