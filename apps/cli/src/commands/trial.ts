import { jsonOption, offlineOption, type DefineCommand } from './define.js';
import { requiredOption } from './required-option.js';

export const trial: DefineCommand = (program, console, outcome) => {
  const group = program.command('trial').description('single trials: what every launcher starts');
  group
    .command('run')
    .description('run a manifest: exits 0 at once when it is done, resumes when it is half done')
    .argument('<manifest.json>', 'written by `weitiao train` or the plan of a study')
    .addOption(requiredOption('--output <folder>', 'folder of this trial'))
    .addOption(offlineOption())
    .addOption(jsonOption())
    .action(async (file: string, options: { output: string; offline?: boolean; json?: boolean }) => {
      const { runTrialCommand } = await import('../run/trial-command.js');
      outcome.exitCode = await runTrialCommand(file, options, console);
    });
};
