import { Command, CommanderError } from 'commander';
import { commands } from './commands/index.js';
import { checkRequired } from './commands/required-option.js';
import { processConsole, type Console } from './console.js';
import { packageVersion } from './package-version.js';
import { report } from './report-error.js';

/**
 * Runs a command line. Ends no process and reads no arguments but those given.
 * @returns the exit code (design section 5): 0 done, 64 bad options, 65 bad data, 69 unavailable, 70 defect, 74 cannot write, 75 interrupted, 76 fenced
 */
export async function main(argv: readonly string[], console: Console = processConsole): Promise<number> {
  const outcome = { exitCode: 0 };
  try {
    await programFor(console, outcome).parseAsync([...argv], { from: 'user' });
    return outcome.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 64;
    return report(error, console, argv.includes('--json'));
  }
}

/** What a command leaves when it ends without an error. */
export interface Outcome {
  exitCode: number;
}

function programFor(console: Console, outcome: Outcome): Command {
  const program = new Command('weitiao')
    .description('Fine-tunes, scores and compares language models.')
    .version(packageVersion())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void console.out.write(text),
      writeErr: (text) => void console.err.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, '')),
    })
    .showHelpAfterError('Run the same command with --help to see its options.')
    .showSuggestionAfterError(true)
    .enablePositionalOptions();
  checkRequired(program);
  for (const define of commands) define(program, console, outcome);
  return program;
}
