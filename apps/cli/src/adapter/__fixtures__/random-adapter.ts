import { readModelConfig, saveAdapter } from '@weitiao/checkpoint';
import type { PeftMethod } from '@weitiao/core';
import bloom from '@weitiao/model-bloom';
import { parametersOf } from '@weitiao/nn';
import { dispose, philoxNormal, randomKey, tensor } from '@weitiao/tensor';
import { model as source } from '../../__fixtures__/command-line.js';

/** Writes an adapter of the quick-start model with random numbers. */
export async function randomAdapter(folder: string, method: PeftMethod, deviation = 0.05): Promise<string> {
  const { config } = await readModelConfig(source);
  const model = bloom({ from: source }).build(config);
  const adapter = method.attach(model);
  const values = new Map(
    parametersOf(adapter).map((parameter) => {
      const size = parameter.shape.reduce((product, length) => product * length, 1);
      const numbers = philoxNormal(size, randomKey(folder.split('/').at(-1)!, parameter.name));
      return [parameter, tensor(numbers.map((value) => deviation * value), [...parameter.shape])] as const; // prettier-ignore
    }),
  );
  const rows = adapter.prompt && values.get(Object.values(adapter.prompt.parameters)[0]!);
  await saveAdapter(folder, { method, model, adapter, values: (each) => values.get(each)!, baseModel: source, ...(rows && { rows }) }); // prettier-ignore
  dispose([...values.values()]);
  return folder;
}
