import { jsonOption, wholeNumber, type DefineCommand } from './define.js';

export const inspect: DefineCommand = (program, console) => {
  const group = program.command('inspect').description('what the machine sees: tokens, masks, segments, shapes');
  group
    .command('data')
    .description('rows of a trial file as they are trained on: tokens, what is trained, what is packed together')
    .argument('<trial file>')
    .option('--rows <n>', 'how many examples to show', wholeNumber, 3)
    .addOption(jsonOption())
    .action(async (file: string, options: { rows: number; json?: boolean }) => {
      const { inspectData } = await import('../inspect/inspect-data.js');
      await inspectData(file, options, console);
    });
  group
    .command('model')
    .description('architecture, weights and the places where adapters may act')
    .argument('<folder>')
    .addOption(jsonOption())
    .action(async (folder: string, options: { json?: boolean }) => {
      const { inspectModel } = await import('../inspect/inspect-model.js');
      await inspectModel(folder, options, console);
    });
  group
    .command('adapter')
    .description('method, options and tensors of an adapter folder')
    .argument('<folder>')
    .addOption(jsonOption())
    .action(async (folder: string, options: { json?: boolean }) => {
      const { inspectAdapter } = await import('../inspect/inspect-adapter.js');
      await inspectAdapter(folder, options, console);
    });
  group
    .command('tokenizer')
    .description('vocabulary and special tokens, and how it cuts a text')
    .argument('<folder>')
    .option('--text <text>', 'text to cut')
    .addOption(jsonOption())
    .action(async (folder: string, options: { text?: string; json?: boolean }) => {
      const { inspectTokenizer } = await import('../inspect/inspect-tokenizer.js');
      await inspectTokenizer(folder, options, console);
    });
};
