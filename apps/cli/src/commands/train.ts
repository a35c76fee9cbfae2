import { jsonOption, offlineOption, type DefineCommand } from './define.js';
import { requiredOption } from './required-option.js';

export const train: DefineCommand = (program, console, outcome) => {
  program
    .command('train')
    .description('train as a trial file says; the same command goes on where an interrupted one stopped')
    .argument('<trial file>', 'YAML or JSON: model, method, data, train, seed')
    .addOption(requiredOption('--output <folder>', 'what is written: manifest, checkpoints, adapter, result'))
    .addOption(offlineOption())
    .addOption(jsonOption())
    .action(async (file: string, options: { output: string; offline?: boolean; json?: boolean }) => {
      const { runTrainCommand } = await import('../run/train-command.js');
      outcome.exitCode = await runTrainCommand(file, options, console);
    });
};
