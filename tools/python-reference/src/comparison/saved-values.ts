import { readTensors } from '@weitiao/checkpoint';
import type { Parameter } from '@weitiao/core';
import { dispose, type Tensor } from '@weitiao/tensor';

/**
 * The values of parameters in a file of peft or LLM-Adapters, which put `base_model.model.` before most names; a file of nothing but an encoder of
 * prompts has its names without `prompt_encoder.`. A parameter that is not trained may be missing.
 * @throws when another is missing or the file holds more
 */
export async function savedValues(file: string, parameters: readonly Parameter[]): Promise<Map<Parameter, Tensor>> {
  const tensors = await readTensors(file);
  const values = new Map<Parameter, Tensor>();
  try {
    for (const parameter of parameters) {
      const value = take(tensors, file, parameter);
      if (value) values.set(parameter, value);
    }
    if (tensors.size === 0) return values;
    throw new Error(`${file} holds tensors that the method does not have: ${[...tensors.keys()].join(', ')}`);
  } catch (error) {
    dispose([...tensors.values(), ...values.values()]);
    throw error;
  }
}

function take(
  tensors: Map<string, Tensor>,
  file: string,
  { name, shape, trained, alsoNamed = [] }: Parameter,
): Tensor | undefined {
  const key = [`base_model.model.${name}`, name, name.replace(/^prompt_encoder\./, '')].find((one) => tensors.has(one));
  if (key === undefined) {
    if (trained === false) return undefined;
    throw new Error(`${file} has no tensor ${name}; it has ${[...tensors.keys()].join(', ')}`);
  }
  for (const copy of alsoNamed) dropCopy(tensors, `base_model.model.${copy}`);
  const value = tensors.get(key)!;
  if (String(value.shape) !== String(shape))
    throw new Error(`${file}: ${key} is [${value.shape.join(', ')}], not [${shape.join(', ')}]`);
  tensors.delete(key);
  return value;
}

/** A tied weight is in the file under both names. */
function dropCopy(tensors: Map<string, Tensor>, key: string): void {
  tensors.get(key)?.dispose();
  tensors.delete(key);
}
