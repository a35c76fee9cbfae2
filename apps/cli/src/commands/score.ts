import type { WeightStorage } from '@weitiao/core';
import { jsonOption, offlineOption, threadsOption, weightsOption, type DefineCommand } from './define.js';
import { adapterOption, adapterWeightOption } from './adapter-options.js';
import { requiredOption } from './required-option.js';

export interface ScoreOptions {
  readonly model: string;
  readonly adapter?: readonly string[];
  readonly adapterWeight?: readonly number[];
  readonly input: string;
  readonly output: string;
  readonly weights?: WeightStorage;
  readonly threads: number;
  readonly offline?: boolean;
  readonly json?: boolean;
}

export const score: DefineCommand = (program, console, outcome) => {
  program
    .command('score')
    .description('log-probability of each token of completions')
    .addOption(
      requiredOption('--model <folder or id>', 'model folder in the Hugging Face format, or e.g. Qwen/Qwen2.5-0.5B'),
    )
    .addOption(adapterOption())
    .addOption(adapterWeightOption())
    .addOption(
      requiredOption('--input <file>', 'JSONL: {"prompt": str, "completion": str} or {"tokens": [int], "from": int}'),
    )
    .addOption(requiredOption('--output <file>', 'JSONL: {"tokens": [int], "logprobs": [number]}, natural logarithm'))
    .addOption(weightsOption())
    .addOption(threadsOption())
    .addOption(offlineOption())
    .addOption(jsonOption())
    .action(async (options: ScoreOptions) => {
      const { runScoreCommand } = await import('../run/score-command.js');
      outcome.exitCode = await runScoreCommand(options, console);
    });
};
