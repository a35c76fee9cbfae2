import { z } from 'zod';

const factors = { '': 1, k: 1e3, M: 1e6, B: 1e9 } as const;

/** A positive whole number, also written as `500k`, `20M` or `1.5B`. */
export const quantity = z.union([z.number(), z.string()]).transform((input, context) => {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)([kMB]?)$/.exec(String(input)) ?? [];
  const value = Math.round(Number(digits) * factors[(unit ?? '') as keyof typeof factors]);
  if (Number.isSafeInteger(value) && value > 0) return value;
  context.addIssue('A positive whole number is wanted, e.g. 16384, 500k or 20M');
  return z.NEVER;
});
