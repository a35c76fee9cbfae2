import { OptionsError, WeitiaoError } from '@weitiao/core';
import type { SourceText } from './source-text.js';

/**
 * Runs `work`; an error that users can act on comes out with the place in the file that it is about in front.
 * @param path the part of the file that `work` is about; a string in the message that stands below it makes the place narrower
 */
export async function atItsPlace<T>(
  source: SourceText,
  path: readonly string[],
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!WeitiaoError.isInstance(error)) throw error;
    const within =
      error instanceof OptionsError ? error.path : (pathOfQuoted(at(source.value, path), error.message) ?? []);
    const indented = error.message.split('\n').map((line) => `  ${line.trimStart() === line ? line : line.slice(2)}`);
    throw new WeitiaoError(`${source.at([...path, ...within])}\n${indented.join('\n')}`, error.exitCode, {
      cause: error,
    });
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);

/** Where below `value` the string stands that the message quotes. */
function pathOfQuoted(value: unknown, message: string): string[] | undefined {
  if (typeof value === 'string') return message.includes(`"${value}"`) ? [] : undefined;
  if (!isObject(value)) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = pathOfQuoted(inner, message);
    if (found) return Array.isArray(value) ? found : [key, ...found];
  }
  return undefined;
}
