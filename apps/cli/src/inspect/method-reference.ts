import type { PluginCatalogue } from '@weitiao/container';
import { OptionsError, StudyError, type PeftMethod } from '@weitiao/core';
import { SourceText } from '@weitiao/study';
import { z } from 'zod';

/**
 * A method as a command line names it.
 * @param text its name, or name and options in YAML
 * @param pairs further options, `key=value`, the value in YAML
 */
export const configuredMethod = (
  plugins: PluginCatalogue,
  text: string,
  pairs: readonly string[] = [],
): Promise<PeftMethod> => plugins.configure('peft', { ...referenceOf(text), ...optionsOf(pairs) });

const reference = z.looseObject({ use: z.string().min(1) });

function referenceOf(text: string): z.output<typeof reference> {
  const { value } = SourceText.parse('--method', text);
  const given = typeof value === 'string' ? { use: value } : value;
  const parsed = reference.safeParse(given);
  if (!parsed.success) throw OptionsError.from('--method', reference, given, parsed.error);
  return parsed.data;
}

function optionsOf(pairs: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, key, value] = /^(\w+)=(.*)$/s.exec(pair) ?? [];
      if (key === undefined)
        throw new StudyError(`--option is ${JSON.stringify(pair)}; wanted is key=value, e.g. rank=8.`);
      return [key, SourceText.parse(`--option ${key}`, value!).value];
    }),
  );
}
