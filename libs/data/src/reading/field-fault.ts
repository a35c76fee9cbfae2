import { DataFormatError, didYouMean } from '@weitiao/core';

/** Why the field of a row is not the text that is wanted, or undefined when it is. */
export function fieldFault(row: Readonly<Record<string, unknown>>, field: string): string | undefined {
  if (!Object.hasOwn(row, field)) {
    const names = Object.keys(row);
    return `This row has no field "${field}".${didYouMean(field, names)}\n  It has: ${names.join(', ') || 'none'}`;
  }
  const value = row[field];
  return typeof value === 'string' ? undefined : `Field "${field}" is ${shown(value)}; a text was wanted.`;
}

/**
 * The text in a field of a row.
 * @param at file and line
 * @throws DataFormatError when there is no such field, or no text in it
 */
export function textField(row: Readonly<Record<string, unknown>>, field: string, at: string): string {
  const value = row[field];
  if (typeof value === 'string') return value;
  throw new DataFormatError(at, fieldFault(row, field) ?? '');
}

/** A value as messages show it. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
