import { jsonOption, type DefineCommand } from './define.js';

export const plugins: DefineCommand = (program, console) => {
  program
    .command('plugins')
    .description('plugins that are installed here, and their options')
    .addOption(jsonOption())
    .action(async (options: { json?: boolean }) => {
      const { listPlugins } = await import('../setup/list-plugins.js');
      await listPlugins(options, console);
    });
};
