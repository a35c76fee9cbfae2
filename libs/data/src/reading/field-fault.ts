import { didYouMean } from '@weitiao/core';

/** Why the field of a row is not the text that is wanted, or undefined when it is. */
export function fieldFault(row: Readonly<Record<string, unknown>>, field: string): string | undefined {
  if (!Object.hasOwn(row, field)) {
    const names = Object.keys(row);
    return `This row has no field "${field}".${didYouMean(field, names)}\n  It has: ${names.join(', ') || 'none'}`;
  }
  const value = row[field];
  return typeof value === 'string' ? undefined : `Field "${field}" is ${shown(value)}; a text was wanted.`;
}

/** A value as messages show it. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
