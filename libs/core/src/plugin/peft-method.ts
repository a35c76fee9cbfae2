import type { Tensor } from '@weitiao/tensor';
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
  /** Keys that are written and not read: facts of the model, and what the options come to on it. `baseModel` is its name in the file. */
  readonly facts?: (
    model: BaseModel,
    options: { readonly [option: string]: unknown },
    baseModel: string,
  ) => { readonly [key: string]: unknown };
  /** Keys whose value is not an option as it stands: what options it comes to. Not written, unless `facts` does. */
  readonly reads?: { readonly [key: string]: (value: unknown) => { readonly [option: string]: unknown } };
  /**
   * Keys that are neither written nor read because they change nothing in a finished adapter: how it was trained or started. Any other key that
   * is not named here is refused when it is set: it may ask for what the method cannot do.
   */
  readonly ignores?: readonly string[];
}

/** What goes into an adapter's folder. */
export interface WrittenAdapter<Options = unknown> {
  /** Options of the method: its `file` says how they are written, and reading the folder gives them back. */
  readonly options: Options;
  /** Key without `base_model.model.` → value. Tensors that are made for it belong to the scope around. */
  readonly tensors: ReadonlyMap<string, Tensor>;
}

export interface PeftMethod extends Component<'peft'> {
  attach(model: BaseModel): Adapter;
  /** Absent where the method trains base weights and so saves a model folder. */
  readonly file: PeftFile | undefined;
  /** Absent where what was trained is written as it is. @param tensors the values by the names of their parameters */
  readonly written?: (tensors: ReadonlyMap<string, Tensor>) => WrittenAdapter;
  /** The option, a whole number, with which the count of trained parameters grows; absent where none does. */
  readonly size?: string;
}

/** Names of the options that are numbers. */
type NumberOption<Options> = {
  [Key in keyof Options & string]-?: NonNullable<Options[Key]> extends number ? Key : never;
}[keyof Options & string];

export const definePeftMethod = <Schema extends z.ZodType>(definition: {
  name: string;
  options: Schema;
  attach(model: BaseModel, options: z.output<Schema>): Adapter;
  file?: PeftFile;
  /** Option, a whole number, with which the count of trained parameters grows: a study chooses it where methods are to be of equal size. */
  size?: NumberOption<z.output<Schema>>;
  /**
   * For a method whose file is not what was trained: PiSSA's pair is written as a LoRA of twice the rank, AdaLoRA without the triplets that it pruned.
   * What it gives is an adapter of the same method that does the same.
   */
  written?(options: z.output<Schema>, tensors: ReadonlyMap<string, Tensor>): WrittenAdapter<z.output<Schema>>;
}) => {
  const { name, options: schema, attach, file, written, size } = definition;
  const create = (options: z.output<Schema>) => ({
    attach: (model: BaseModel) => attach(model, options),
    file,
    ...(size !== undefined && { size }),
    ...(written && { written: (tensors: ReadonlyMap<string, Tensor>) => written(options, tensors) }),
  });
  return Object.assign(definePlugin<'peft', Schema, PeftMethod>('peft', name, schema, create), { file });
};
