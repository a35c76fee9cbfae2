import type { BaseModel, PeftFile } from '@weitiao/core';

/** Keys that Python code tells from others by `isinstance(value, float)`: LLM-Adapters leaves an integer scaling undefined. */
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
    base_model_name_or_path: baseModel,
    inference_mode: true,
    peft_type: file.type,
    task_type: 'CAUSAL_LM',
  };
  const lines = Object.keys(config)
    .sort()
    .map((key) => `  ${JSON.stringify(key)}: ${valueText(key, config[key])}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

function valueText(key: string, value: unknown): string {
  if (floats.includes(key) && Number.isInteger(value)) return `${String(value)}.0`;
  return JSON.stringify(value, null, 2).replaceAll('\n', '\n  ');
}
