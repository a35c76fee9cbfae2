import type { z } from 'zod';
import type { Adapter } from '../contracts/adapter.js';
import type { BaseModel } from '../contracts/base-model.js';
import { definePlugin, type Component } from './component.js';

/** How a method is written down in peft's (or LLM-Adapters') adapter_config.json. One table serves both directions. */
export interface PeftFile {
  /** `peft_type`. */
  readonly type: string;
  /** Our option → its key in the file. */
  readonly keys: { readonly [option: string]: string };
  /** Written as they are; a file in which one of them differs is not of this method, or asks for what it cannot do. */
  readonly fixed?: { readonly [key: string]: unknown };
  /** What Python takes for a key of `keys` or `fixed` that a file leaves out, where that is not our default or the fixed value. */
  readonly defaults?: { readonly [key: string]: unknown };
  /** Keys that are not written, with what of them can be read; a file with another value asks for what the method cannot do. */
  readonly accepts?: { readonly [key: string]: (value: unknown) => boolean };
  /** Keys that are facts of the model: written, and not read. */
  readonly facts?: (model: BaseModel) => { readonly [key: string]: unknown };
}

export interface PeftMethod extends Component<'peft'> {
  attach(model: BaseModel): Adapter;
  /** Absent where the method trains base weights and so saves a model folder. */
  readonly file: PeftFile | undefined;
}

export const definePeftMethod = <Schema extends z.ZodType>(definition: {
  name: string;
  options: Schema;
  attach(model: BaseModel, options: z.output<Schema>): Adapter;
  file?: PeftFile;
}) => {
  const { name, options: schema, attach, file } = definition;
  const create = (options: z.output<Schema>) => ({ attach: (model: BaseModel) => attach(model, options), file });
  return Object.assign(definePlugin<'peft', Schema, PeftMethod>('peft', name, schema, create), { file });
};
