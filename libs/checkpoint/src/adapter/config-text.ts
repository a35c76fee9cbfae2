import type { BaseModel, PeftFile } from '@weitiao/core';
import { isRecord } from '../files/parse-json.js';
import { adapterHubContent, adapterHubType } from '../foreign/adapter-hub-config.js';

/** Keys that Python code tells from others by `isinstance(value, float)`: LLM-Adapters and adapter-hub leave an integer scaling undefined. */
const floats = ['scaling'];

/**
 * The text of adapter_config.json as peft lays it out: keys sorted, two spaces.
 * @param options of the method
 * @param baseModel what `base_model_name_or_path` says
 */
export function configText(file: PeftFile, options: unknown, model: BaseModel, baseModel: string): string {
  const given = options as Readonly<Record<string, unknown>>;
  const config: Record<string, unknown> = {
    ...file.fixed,
    ...file.facts?.(model, given, baseModel),
    ...Object.fromEntries(Object.entries(file.keys).map(([option, key]) => [key, given[option] ?? null])),
  };
  if (file.type === adapterHubType) return `${recordText(adapterHubContent(config, model, baseModel))}\n`;
  const common = { base_model_name_or_path: baseModel, inference_mode: true, task_type: 'CAUSAL_LM' };
  return `${recordText({ ...config, ...common, peft_type: file.type })}\n`;
}

function recordText(record: Readonly<Record<string, unknown>>): string {
  const lines = Object.keys(record)
    .sort()
    .map((key) => `  ${JSON.stringify(key)}: ${valueText(key, record[key])}`);
  return `{\n${lines.join(',\n')}\n}`;
}

function valueText(key: string, value: unknown): string {
  if (floats.includes(key) && Number.isInteger(value)) return `${String(value)}.0`;
  const text = key === 'config' && isRecord(value) ? recordText(value) : JSON.stringify(value, null, 2);
  return text.replaceAll('\n', '\n  ');
}
