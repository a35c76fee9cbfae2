import { z } from 'zod';
import type { Kind } from '@weitiao/core';

/** What a plugin's package.json says under `weitiao`. */
export const pluginField = z.strictObject({
  kind: z.enum(['model', 'peft', 'dataset', 'benchmark', 'judge', 'backend', 'launcher'] satisfies readonly Kind[]),
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'A name is lower-case words with hyphens'),
  /** `model_type` values of config.json that a model plugin reads. */
  modelTypes: z.array(z.string()).optional(),
  /** `peft_type` values of adapter_config.json that a method reads and writes. */
  peftTypes: z.array(z.string()).optional(),
});
export type PluginField = z.output<typeof pluginField>;

/** A plugin that is there. Knowing of it runs none of its code. */
export interface InstalledPlugin extends PluginField {
  readonly packageName: string;
  readonly version: string;
  /** Real folder of the package. */
  readonly folder: string;
  /** The package.json that holds it. */
  readonly heldBy: string;
}
