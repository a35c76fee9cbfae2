import type { z } from 'zod';
import { OptionsError } from '../errors/options-error.js';

export type Kind = 'model' | 'peft' | 'dataset' | 'benchmark' | 'judge' | 'backend' | 'launcher';

/** What every component says of itself; goes into the manifest and into every cache key. */
export interface Component<K extends Kind = Kind> {
  readonly specVersion: 1;
  readonly kind: K;
  readonly name: string;
  readonly options: unknown;
}

/** A plugin is a function: options in, configured component out. */
export interface Plugin<
  K extends Kind = Kind,
  Schema extends z.ZodType = z.ZodType,
  C extends Component<K> = Component<K>,
> {
  (options: z.input<Schema>): C;
  readonly kind: K;
  readonly pluginName: string;
  readonly options: Schema;
}

/** @throws OptionsError when an option does not exist or has a wrong value; it names the nearest that does. */
export function definePlugin<K extends Kind, Schema extends z.ZodType, C extends Component<K>>(
  kind: K,
  name: string,
  schema: Schema,
  create: (options: z.output<Schema>) => Omit<C, keyof Component>,
): Plugin<K, Schema, C> {
  const make = (input: z.input<Schema>): C => {
    const parsed = schema.safeParse(input);
    if (!parsed.success) throw OptionsError.from(`${kind} ${name}`, schema, input, parsed.error);
    return { specVersion: 1, kind, name, options: parsed.data, ...create(parsed.data) } as unknown as C;
  };
  return Object.assign(make, { kind, pluginName: name, options: schema });
}
