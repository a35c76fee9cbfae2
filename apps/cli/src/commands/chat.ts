import { adapterOption, adapterWeightOption } from './adapter-options.js';
import { anyNumber, offlineOption, threadsOption, wholeNumber, type DefineCommand } from './define.js';
import { requiredOption } from './required-option.js';

export interface ChatCommandOptions {
  readonly model: string;
  readonly adapter?: readonly string[];
  readonly adapterWeight?: readonly number[];
  readonly template: string;
  readonly system?: string;
  readonly maxNewTokens: number;
  readonly temperature: number;
  readonly topK?: number;
  readonly topP?: number;
  readonly repetitionPenalty: number;
  readonly seed: number;
  readonly threads: number;
  readonly offline?: boolean;
}

export const chat: DefineCommand = (program, console, outcome) => {
  program
    .command('chat')
    .description('talk with a model: a line is a question; /reset forgets, /exit ends, Ctrl-C stops an answer')
    .addOption(
      requiredOption('--model <folder or id>', 'model folder in the Hugging Face format, or e.g. Qwen/Qwen2.5-0.5B'),
    )
    .addOption(adapterOption())
    .addOption(adapterWeightOption())
    .option('--template <name>', 'how prompts are written; chat is the model folder’s own', 'chat')
    .option('--system <text>', 'said in front of all')
    .option('--max-new-tokens <n>', 'length of the longest answer', wholeNumber, 512)
    .option('--temperature <t>', '0: the likeliest token each time', anyNumber, 0)
    .option('--top-k <n>', 'draw among the n likeliest', wholeNumber)
    .option('--top-p <p>', 'draw among the likeliest that together have this probability', anyNumber)
    .option('--repetition-penalty <r>', 'above 1: what was said is less likely', anyNumber, 1)
    .option('--seed <n>', 'decides what is drawn', wholeNumber, 1)
    .addOption(threadsOption())
    .addOption(offlineOption())
    .action(async (options: ChatCommandOptions) => {
      const { runChatCommand } = await import('../chat/chat-command.js');
      outcome.exitCode = await runChatCommand(options, console);
    });
};
