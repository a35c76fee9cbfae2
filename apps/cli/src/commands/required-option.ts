import { Option, type Command } from 'commander';

const required = new WeakSet<Option>();

/** An option that must be given. Unlike Commander's own, it lets a misspelt option be told first, with the nearest one. */
export function requiredOption(flags: string, description: string): Option {
  const option = new Option(flags, `${description} (required)`);
  required.add(option);
  return option;
}

/** Ends the command when an option that it requires was not given. */
export function checkRequired(program: Command): void {
  program.hook('preAction', (_, command) => {
    const missing = command.options.filter(
      (option) => required.has(option) && command.getOptionValue(option.attributeName()) === undefined,
    );
    if (missing.length > 0) command.error(`missing: ${missing.map(({ flags }) => flags).join(', ')}`);
  });
}
