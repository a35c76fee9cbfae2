import { readTensors } from '@weitiao/checkpoint';
import type { Parameter } from '@weitiao/core';
import { dispose, type Tensor } from '@weitiao/tensor';

/**
 * The values of parameters in a file of peft or LLM-Adapters, which put `base_model.model.` before most names.
 * @throws when one is missing or the file holds others
 */
export async function savedValues(file: string, parameters: readonly Parameter[]): Promise<Map<Parameter, Tensor>> {
  const tensors = await readTensors(file);
  const values = new Map(parameters.map((parameter) => [parameter, take(tensors, file, parameter)]));
  if (tensors.size === 0) return values;
  const others = [...tensors.keys()].join(', ');
  dispose([...tensors.values(), ...values.values()]);
  throw new Error(`${file} holds tensors that the method does not have: ${others}`);
}

function take(tensors: Map<string, Tensor>, file: string, { name, shape }: Parameter): Tensor {
  const key = [`base_model.model.${name}`, name].find((candidate) => tensors.has(candidate));
  if (key === undefined) throw new Error(`${file} has no tensor ${name}`);
  const value = tensors.get(key)!;
  tensors.delete(key);
  if (String(value.shape) !== String(shape))
    throw new Error(`${file}: ${key} is [${value.shape.join(', ')}], not [${shape.join(', ')}]`);
  return value;
}
