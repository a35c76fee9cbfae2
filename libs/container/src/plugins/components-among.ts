import { componentKey, type Kind } from '@weitiao/core';
import { z } from 'zod';

/** The options that are themselves components (`componentOption`), and their kinds. */
export function componentsAmong(options: z.ZodType): [option: string, kind: Kind][] {
  const { properties = {} } = z.toJSONSchema(options, { unrepresentable: 'any', io: 'input' });
  return Object.entries(properties).flatMap(([option, schema]): [string, Kind][] => {
    const kind = typeof schema === 'object' ? schema[componentKey] : undefined;
    return typeof kind === 'string' ? [[option, kind as Kind]] : [];
  });
}
