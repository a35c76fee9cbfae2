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
import { adapterOption } from './adapter-options.js';
import { requiredOption } from './required-option.js';

export interface EvaluateCommandOptions {
  readonly model: string;
  readonly adapter?: readonly string[];
  readonly endpoint?: string;
  readonly key?: string;
  readonly benchmark: readonly string[];
  readonly output?: string;
  readonly cache?: string;
  readonly template: string;
  readonly maxNewTokens?: number;
  readonly temperature: number;
  readonly seed: number;
  readonly concurrency: number;
  readonly weights?: WeightStorage;
  readonly threads: number;
  readonly offline?: boolean;
  readonly json?: boolean;
}

export const evaluate: DefineCommand = (program, console, outcome) => {
  program
    .command('evaluate')
    .description('ask a model, or an endpoint, the questions of benchmarks')
    .addOption(
      requiredOption('--model <folder or id>', 'model folder or id; with --endpoint the name of the model there'),
    )
    .addOption(adapterOption())
    .option('--endpoint <url>', 'OpenAI-compatible address, e.g. http://127.0.0.1:8000/v1')
    .option('--key <$NAME>', 'environment variable that holds the key of the endpoint')
    .addOption(requiredOption('--benchmark <what...>', "name, or name and options: '{ use: mmcu, from: data/MMCU }'"))
    .option('--output <folder>', 'rows of answers, one file a benchmark; an interrupted run goes on with them')
    .option('--cache <folder>', 'answers under all that decides them; shared by runs')
    .option('--template <name>', 'how prompts are written for a model folder; chat is its own', 'none')
    .option('--max-new-tokens <n>', 'length of answers, where the benchmark leaves it open', wholeNumber)
    .option('--temperature <t>', 'where the benchmark leaves it open; 0 is greedy', anyNumber, 0)
    .option('--seed <n>', 'of answers that are drawn', wholeNumber, 1)
    .option('--concurrency <n>', 'requests to the endpoint at a time', wholeNumber, 4)
    .addOption(weightsOption())
    .addOption(threadsOption())
    .addOption(offlineOption())
    .addOption(jsonOption())
    .action(async (options: EvaluateCommandOptions) => {
      const { runEvaluateCommand } = await import('../evaluate/evaluate-command.js');
      outcome.exitCode = await runEvaluateCommand(options, console);
    });
};
