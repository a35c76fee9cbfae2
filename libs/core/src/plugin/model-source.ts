import { z } from 'zod';
import type { BaseModel } from '../contracts/base-model.js';
import { DataFormatError } from '../errors/data-format-error.js';
import { OptionsError } from '../errors/options-error.js';
import { definePlugin, type Component } from './component.js';
import type { GgufLayout } from './gguf-layout.js';
import { weightStorages, type WeightStorage } from './weight-storage.js';

export const modelOptions = z.strictObject({
  from: z
    .string()
    .min(1)
    .describe(
      'Folder in the Hugging Face format, or id of a hub: config.json, weights (*.safetensors, else pytorch_model.bin, in one file or several), a tokenizer.',
    ),
  weights: z
    .enum(weightStorages)
    .optional()
    .describe(
      'How frozen matrices are held, float32 when absent. bfloat16: half the memory, the same numbers. bfloat16-rounded: also those that bfloat16 has not.',
    ),
});

export interface ModelSource extends Component<'model'> {
  readonly from: string;
  /** How its frozen weights are held. */
  readonly weights: WeightStorage;
  /** `model_type` values of config.json that this plugin reads. */
  readonly modelTypes: readonly string[];
  /**
   * @param config the content of config.json
   * @throws DataFormatError with every key that has no fitting value
   */
  build(config: unknown): BaseModel;
  /** Published sizes: name → the keys of config.json that decide it. For counting and planning without a folder. */
  readonly shapes: Readonly<Record<string, unknown>>;
  /** Undefined where llama.cpp does not know the model, or nobody has said how. */
  gguf(config: unknown): GgufLayout | undefined;
}

export const defineModel = <Config extends z.ZodType>(definition: {
  name: string;
  modelTypes: readonly string[];
  /** The keys of config.json that decide the architecture. */
  config: Config;
  build(config: z.output<Config>): BaseModel;
  shapes?: Readonly<Record<string, z.input<Config>>>;
  gguf?(config: z.output<Config>): GgufLayout;
}) => {
  const { name, modelTypes, config: schema, build, shapes = {}, gguf } = definition;
  const parse = (config: unknown, folder: string): z.output<Config> => {
    const parsed = schema.safeParse(config);
    if (parsed.success) return parsed.data;
    const { message } = OptionsError.from(`model ${name}`, schema, config, parsed.error);
    throw new DataFormatError(`${folder}/config.json`, message);
  };
  return definePlugin<'model', typeof modelOptions, ModelSource>(
    'model',
    name,
    modelOptions,
    ({ from, weights = 'float32' }) => ({
      from,
      weights,
      modelTypes,
      build: (config: unknown) => build(parse(config, from)),
      shapes,
      gguf: (config: unknown) => gguf?.(parse(config, from)),
    }),
  );
};
