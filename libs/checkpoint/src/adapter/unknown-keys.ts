import type { BaseModel, PeftFile } from '@weitiao/core';

/**
 * Keys of every method's configuration that change nothing in a finished adapter. `target_modules` is among them for methods that do not read it: the
 * tensors' own keys say where they belong, and every one of them must find its place.
 */
const harmless = [
  'auto_mapping',
  'base_model_name_or_path',
  'inference_mode',
  'peft_type',
  'peft_version',
  'revision',
  'runtime_config',
  'target_modules',
  'task_type',
];

/** A model of no size: facts are asked for their names alone. */
const anyModel: BaseModel = {
  specVersion: 1,
  width: 1,
  vocabulary: 1,
  cache: { layers: 1, keyValueHeads: 1, headWidth: 1 },
  sites: [],
  weights: new Map(),
  forward: computesNothing,
  logits: computesNothing,
};

function computesNothing(): never {
  throw new Error('this model is only a shape');
}

/** The keys of a file that are set to something, and of which the method does not know whether they change the result. */
export function unknownKeys(file: PeftFile, values: Readonly<Record<string, unknown>>): string[] {
  const known = new Set<string>([
    ...harmless,
    ...Object.values(file.keys),
    ...[file.fixed, file.accepts, file.reads, file.facts?.(anyModel, {}, '')].flatMap((table) =>
      Object.keys(table ?? {}),
    ),
    ...(file.ignores ?? []),
  ]);
  return Object.keys(values).filter((key) => !known.has(key) && isSet(values[key]));
}

/** Whether a value is other than Python's ways to say "not used". */
function isSet(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}
