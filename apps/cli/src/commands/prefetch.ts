import { jsonOption, offlineOption, type DefineCommand } from './define.js';

export const prefetch: DefineCommand = (program, console, outcome) => {
  program
    .command('prefetch')
    .description('download all that a study or trial file names by an id, so that it runs with the network off')
    .argument('<what...>', 'study or trial files; ids, e.g. Qwen/Qwen2.5-0.5B')
    .addOption(offlineOption())
    .addOption(jsonOption())
    .action(async (what: readonly string[], options: { offline?: boolean; json?: boolean }) => {
      const { runPrefetchCommand } = await import('../hub/prefetch-command.js');
      outcome.exitCode = await runPrefetchCommand(what, options, console);
    });
};
