import { jsonOption, wholeNumber, type DefineCommand } from './define.js';
import { requiredOption } from './required-option.js';

export interface CreateModelOptions {
  readonly output: string;
  readonly seed: number;
  readonly json?: boolean;
}

export const model: DefineCommand = (program, console) => {
  const group = program.command('model').description('a model folder of random weights');
  group
    .command('create')
    .description('writes a model that has learned nothing, for pre-training from scratch')
    .argument('<folder>', 'config.json of the wanted shape, and the tokenizer')
    .addOption(requiredOption('--output <folder>', 'the model folder that is written'))
    .option('--seed <n>', 'of the random weights', wholeNumber, 1)
    .addOption(jsonOption())
    .action(async (folder: string, options: CreateModelOptions) => {
      const { createModel } = await import('../model/create-model.js');
      await createModel(folder, options, console);
    });
};
