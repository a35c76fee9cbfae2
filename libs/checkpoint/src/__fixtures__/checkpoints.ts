import { dispose, tensor, type Tensor } from '@weitiao/tensor';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeTensors } from '../safetensors/write-tensors.js';
import { bloomShaped } from './bloom-shaped.js';

/** Makes folders with the weights of a tiny model, each tensor filled with its place among the weights. */
export function checkpoints(root: string) {
  const model = bloomShaped({ width: 4, layers: 1, heads: 2, vocabulary: 6 });
  const names = [...model.weights.keys()];
  let folders = 0;
  /** A folder of its own, with these files. */
  async function checkpoint(
    files: Record<string, readonly string[]>,
    shapeOf = (name: string) => model.weights.get(name),
  ): Promise<string> {
    const folder = join(root, `model-${folders++}`);
    for (const [file, stored] of Object.entries(files)) {
      const tensors = new Map(stored.map((name) => [name, numbered(name, shapeOf(withPrefix(name)) ?? [2])]));
      await writeTensors(join(folder, file), tensors);
      dispose([...tensors.values()]);
    }
    return folder;
  }
  const withPrefix = (name: string) => (model.weights.has(name) ? name : `transformer.${name}`);
  const numbered = (name: string, shape: readonly number[]): Tensor => {
    const size = shape.reduce((product, length) => product * length, 1);
    return tensor(new Float32Array(size).fill(names.indexOf(withPrefix(name))), [...shape]);
  };
  const bare = names.map((name) => name.replace('transformer.', ''));

  const [first, second] = ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'] as const;
  /** In two files with an index. */
  async function sharded(stored = names): Promise<string> {
    const folder = await checkpoint({ [first]: stored.slice(0, 5), [second]: stored.slice(5) });
    const map = Object.fromEntries(stored.map((name, i) => [name, i < 5 ? first : second]));
    writeFileSync(join(folder, 'model.safetensors.index.json'), JSON.stringify({ metadata: {}, weight_map: map }));
    return folder;
  }

  return { model, names, bare, first, second, checkpoint, sharded };
}
