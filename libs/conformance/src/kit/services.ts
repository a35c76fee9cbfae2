import type { Services } from '@weitiao/core';

/** Services for what reads below a folder; warnings are let pass. */
export const servicesIn = (folder: string, signal: AbortSignal = new AbortController().signal): Services => ({
  folder,
  signal,
  warn: () => undefined,
});

export async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

/** Whether JSON keeps a value as it is: no dates, functions, NaN. Keys that are undefined count as absent. */
export function isJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (Array.isArray(value)) return value.every(isJson);
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).every((entry) => entry === undefined || isJson(entry));
}
