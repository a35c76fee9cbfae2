import { jsonOption, type DefineCommand } from './define.js';

export const doctor: DefineCommand = (program, console, outcome) => {
  program
    .command('doctor')
    .description('what is missing on this machine, and how to get it')
    .addOption(jsonOption())
    .action(async (options: { json?: boolean }) => {
      const { runDoctor } = await import('../setup/doctor.js');
      outcome.exitCode = await runDoctor(options, console);
    });
};
