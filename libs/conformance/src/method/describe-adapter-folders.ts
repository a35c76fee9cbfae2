import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { loadAdapter, readTensors, saveAdapter, type MethodPlugin } from '@weitiao/checkpoint';
import { ParameterStore } from '@weitiao/nn';
import { dispose, type Tensor } from '@weitiao/tensor';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { logitsOf, segment, type Bench } from '../bench/bench.js';
import { inTemporaryFolder } from '../bench/temporary-folder.js';
import { relativeDifference } from '../kit/assertions.js';

export interface AdapterFolders {
  readonly plugin: MethodPlugin;
  /**
   * Holds folders with adapters that another library wrote, and logits.safetensors with `ids` [tokens] and, under each folder's name, the logits
   * [tokens, vocabulary] that this library has.
   */
  readonly folder: string;
  /** The base model that they are of. */
  readonly base: () => Promise<Bench>;
}

/** Proves that a method reads what another library wrote, and writes what it read. */
export function describeAdapterFolders({ plugin, folder, base }: AdapterFolders): void {
  describe(`${plugin.pluginName} and the folders of another library`, () => {
    const names = readdirSync(folder).filter((name) => !name.includes('.'));
    let bench: Bench;
    let numbers: Map<string, Tensor>;
    beforeAll(async () => {
      await tensorflow({ threads: 2 }).start();
      bench = await base();
      numbers = await readTensors(join(folder, 'logits.safetensors'));
    });
    afterAll(() => {
      bench.weights[Symbol.dispose]();
      dispose([...numbers.values()]);
    });
    const read = (from: string) => loadAdapter(from, [plugin], bench.model);
    const logits = async (from: string): Promise<Float32Array> => {
      const { adapter, tensors } = await read(from);
      const values = ParameterStore.of(tensors);
      const ids = Array.from(numbers.get('ids')!.dataSync());
      const [found] = logitsOf({ ...bench, adapters: [{ adapter, values }] }, [[segment(1, ids)]]);
      values[Symbol.dispose]();
      return found!;
    };

    it.each(names)('reads %s and gives its logits', async (name) => {
      const found = await logits(join(folder, name));
      expect(relativeDifference(found, numbers.get(name)!.dataSync())).toBeLessThan(1e-5);
    });

    it.each(names)('writes %s again as it was', (name) =>
      inTemporaryFolder(async (temporary) => {
        const { method, adapter, tensors } = await read(join(folder, name));
        const values = ParameterStore.of(tensors);
        const saved = { method, adapter, model: bench.model, values: values.get.bind(values), baseModel: 'base' };
        await saveAdapter(join(temporary, name), saved);
        values[Symbol.dispose]();
        const again = await read(join(temporary, name));
        dispose([...again.tensors.values()]);
        expect(again.method.options).toEqual(method.options);
        expect(await logits(join(temporary, name))).toEqual(await logits(join(folder, name)));
      }),
    );
  });
}
