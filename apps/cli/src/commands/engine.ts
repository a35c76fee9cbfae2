import { jsonOption, threadsOption, type DefineCommand } from './define.js';

export const engine: DefineCommand = (program, console) => {
  const group = program.command('engine').description('the tensor engine that computes');
  group
    .command('install')
    .description('fetch and build the engine; does nothing when it is there')
    .addOption(jsonOption())
    .action(async (options: { json?: boolean }) => {
      const { installEngine } = await import('../setup/install-engine.js');
      await installEngine(options, console);
    });
  group
    .command('info')
    .description('start the engine and say what it is')
    .addOption(threadsOption())
    .addOption(jsonOption())
    .action(async (options: { threads: number; json?: boolean }) => {
      const { engineInfo } = await import('../setup/engine-info.js');
      await engineInfo(options, console);
    });
};
