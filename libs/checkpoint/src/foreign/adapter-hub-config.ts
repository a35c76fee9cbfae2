import type { BaseModel } from '@weitiao/core';
import { isRecord } from '../files/parse-json.js';

/** Stands where `peft_type` does for folders of adapter-hub's library `adapters`, which have none. */
export const adapterHubType = 'ADAPTER_HUB';

/** The version of `adapters` whose form is written. Without one, activations are taken for those of old files. */
const version = 'adapters.1.3.0';

/** Names of activations in files that tell no version. */
const renamed: Readonly<Record<string, string>> = { gelu: 'gelu_new', gelu_orig: 'gelu' };

export interface AdapterHubConfig {
  readonly type: typeof adapterHubType;
  readonly baseModel: string | undefined;
  /** What adapter-hub calls the adapter: it is a part of every key. */
  readonly adapterName: string;
  /** The inner object `config`. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** What adapter-hub's adapter_config.json says, or undefined when this is none: it has the method in an object of its own. */
export function adapterHubConfig(values: Readonly<Record<string, unknown>>): AdapterHubConfig | undefined {
  const { config, name, model_name: baseModel, version: written } = values;
  if ('peft_type' in values || !isRecord(config) || typeof name !== 'string') return undefined;
  const activation = config['non_linearity'];
  const old = written === undefined && typeof activation === 'string' ? renamed[activation] : undefined;
  return {
    type: adapterHubType,
    baseModel: typeof baseModel === 'string' && baseModel ? baseModel : undefined,
    adapterName: name,
    values: typeof activation === 'string' ? { ...config, non_linearity: (old ?? activation).toLowerCase() } : config,
  };
}

/** The content of adapter_config.json as adapter-hub lays it out. @param config the inner object */
export const adapterHubContent = (
  config: Readonly<Record<string, unknown>>,
  { width }: BaseModel,
  baseModel: string,
  adapterName = 'default',
): Record<string, unknown> => ({ config, hidden_size: width, model_name: baseModel, name: adapterName, version });

/**
 * `….output_adapters.adapter_up.weight` → `….output_adapters.adapters.<name>.adapter_up.weight`.
 * @param there the keys of a file: one that was saved from the bare model has no `transformer.` or `model.` in front
 */
export function adapterHubKey(name: string, adapterName: string, there?: ReadonlySet<string>): string {
  const key = name.replace(/\b(attention_adapters|output_adapters)\./, `$1.adapters.${adapterName}.`);
  const bare = key.slice(key.indexOf('.') + 1);
  return there && !there.has(key) && there.has(bare) ? bare : key;
}
