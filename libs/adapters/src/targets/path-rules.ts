import { StudyError } from '@weitiao/core';

/** Whether a module's path is meant, e.g. `transformer.h.0.mlp.dense_h_to_4h`. */
export type PathRule = (path: string) => boolean;

/** peft's rule of names: a string is a regular expression for the whole path, a list names whole paths or their endings. */
export function named(option: string, names: string | readonly string[]): PathRule {
  if (typeof names === 'string') {
    const pattern = expression(option, names, `^(?:${names})$`);
    return (path) => pattern.test(path);
  }
  return (path) => names.some((name) => endsWithName(path, name));
}

/** Whether a path is `name`, or ends with it at a dot. */
export const endsWithName = (path: string, name: string): boolean => path === name || path.endsWith(`.${name}`);

/** Modules that are saved whole, and all inside them, are no targets: a name stands anywhere in the path, between dots. */
export function insideOf(option: string, names: readonly string[]): PathRule {
  const patterns = names.map((name) => expression(option, name, `^(?:^|.*\\.)${name}(?:$|\\..*)`));
  return (path) => patterns.some((pattern) => pattern.test(path));
}

/** The number of the layer that a path lies in: the first number behind two names, or the one behind a list of that name. */
export function layerOf(pattern?: string | readonly string[]): (path: string) => number | undefined {
  const lists = pattern === undefined ? [] : [pattern].flat();
  const expressions =
    lists.length === 0
      ? [/^.*?\.[^.]*\.(\d+)\./]
      : lists.map((list) => expression('layersPattern', list, `^(?:^|.*?\\.)${list}\\.(\\d+)\\.`));
  return (path) => {
    const found = expressions.map((one) => one.exec(path)).find((match) => match !== null);
    return found ? Number(found.at(-1)) : undefined;
  };
}

/**
 * What a table of patterns says of a module: the value of the first key that matches the end of its path, from a dot on, as a regular expression.
 * @returns undefined where none does
 */
export function byPattern<T>(option: string, table: Readonly<Record<string, T>>, path: string): T | undefined {
  const found = Object.entries(table).find(([key]) => expression(option, key, `^(?:.*\\.)?(?:${key})$`).test(path));
  return found?.[1];
}

function expression(option: string, given: string, source: string): RegExp {
  try {
    return new RegExp(source);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StudyError(`${option} "${given}" is not a regular expression: ${reason}`, { cause });
  }
}
