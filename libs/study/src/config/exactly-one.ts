import { z } from 'zod';

type Shape = Readonly<Record<string, z.ZodType>>;

/** An object that has exactly one of these keys. */
export function exactlyOne<S extends Shape>(shape: S) {
  const keys = Object.keys(shape);
  const optional = Object.fromEntries(keys.map((key) => [key, shape[key]!.optional()])) as {
    [K in keyof S]: z.ZodOptional<S[K]>;
  };
  return z
    .strictObject(optional)
    .refine((value) => Object.values(value).filter((entry) => entry !== undefined).length === 1, {
      error: `Give exactly one of ${keys.join(', ')}`,
    });
}
