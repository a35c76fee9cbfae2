import type { Adapter, BaseModel, Parameter, PeftMethod } from '@weitiao/core';
import { dispose, tensor, type Tensor } from '@weitiao/tensor';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parametersByKey } from '../adapter/adapter-keys.js';
import { saveAdapter } from '../adapter/save-adapter.js';
import { bloomShaped } from './bloom-shaped.js';

export const small = bloomShaped({ width: 4, layers: 2, heads: 2, vocabulary: 6 });

/**
 * Saves an adapter whose values each tell which they are.
 * @param rows of its virtual tokens; their table when absent. Freed
 * @returns the folder
 */
export async function saved(
  folder: string,
  method: PeftMethod,
  model: BaseModel = small,
  rows?: Tensor,
): Promise<string> {
  const adapter = method.attach(model);
  const values = valuesOf(adapter);
  const table = Object.values((adapter.prompt ?? adapter.prefix)?.parameters ?? {})[0];
  try {
    await saveAdapter(folder, {
      method,
      model,
      adapter,
      values: (one) => values.get(one)!,
      rows: rows ?? values.get(table!),
      baseModel: 'some/model',
    });
  } finally {
    dispose([...values.values(), ...(rows ? [rows] : [])]);
  }
  return folder;
}

/** What `saved` gives the parameters. */
export function valuesOf(adapter: Adapter): Map<Parameter, Tensor> {
  const virtual = Object.values((adapter.prompt ?? adapter.prefix)?.parameters ?? {});
  const parameters = [...parametersByKey(adapter).values(), ...virtual];
  return new Map(
    parameters.map((parameter, place) => {
      const size = parameter.shape.reduce((product, length) => product * length, 1);
      return [
        parameter,
        tensor(
          Float32Array.from({ length: size }, (_, i) => place + i / size),
          [...parameter.shape],
        ),
      ];
    }),
  );
}

export const configOf = (folder: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(folder, 'adapter_config.json'), 'utf8')) as Record<string, unknown>;

export const changeConfig = (folder: string, change: Record<string, unknown>): void =>
  writeFileSync(join(folder, 'adapter_config.json'), JSON.stringify({ ...configOf(folder), ...change }));
