import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { UnavailableError } from '@weitiao/core';
import {
  kernels,
  PackedMatrix,
  philoxNormal,
  portableKernels,
  randomKey,
  tensor,
  tensorsAlive,
  useKernels,
  type Stored,
} from '@weitiao/tensor';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bloomShaped } from '../__fixtures__/bloom-shaped.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import type { WriteOptions } from '../safetensors/write-tensors.js';
import { loadFrozenWeights, loadWeights } from './load-weights.js';
import { writeWeights } from './write-weights.js';

const root = temporaryFolder();
const model = bloomShaped({ width: 8, layers: 1, heads: 2, vocabulary: 6 });
const matrices = [...model.weights].filter(([, shape]) => shape.length === 2).map(([name]) => name);

beforeAll(() => tensorflow({ threads: 2 }).start());

let alive = 0;
beforeAll(() => {
  alive = tensorsAlive().count;
});
afterEach(() => expect(tensorsAlive().count).toBe(alive));

let folders = 0;
const newFolder = () => {
  const folder = join(root, `${folders++}`);
  mkdirSync(folder);
  return folder;
};

/** A model folder: random numbers, or small whole ones, which every type has. */
async function checkpoint(
  type: NonNullable<WriteOptions['type']>,
  numbers: 'random' | 'whole' = 'random',
): Promise<string> {
  const folder = newFolder();
  const made = [...model.weights].map(([name, shape]) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const whole = () => Float32Array.from({ length: size }, (_, at) => (at % 200) - 100);
    return [name, tensor(numbers === 'whole' ? whole() : philoxNormal(size, randomKey(name)), [...shape])] as const;
  });
  await writeWeights(folder, new Map(made), { type });
  made.forEach(([, one]) => one.dispose());
  return folder;
}

const disposeAll = (weights: ReadonlyMap<string, Stored>) => weights.forEach((stored) => stored.dispose());
const numbersOf = async (weights: ReadonlyMap<string, Stored>) =>
  Object.fromEntries(
    await Promise.all([...weights].map(async ([name, one]) => [name, [...(await one.data())]] as const)),
  );

describe('loadFrozenWeights', () => {
  it('holds the matrices of a bfloat16 checkpoint in half, with the same numbers; vectors stay float32', async () => {
    const folder = await checkpoint('BF16');
    const { weights, packed, wide, rounded } = await loadFrozenWeights(folder, model, 'bfloat16', 0);
    expect([packed, wide, rounded.size]).toEqual([matrices, [], 0]);
    for (const [name, stored] of weights) expect(stored instanceof PackedMatrix).toBe(matrices.includes(name));
    const plain = await loadWeights(folder, model);
    expect(await numbersOf(weights)).toEqual(await numbersOf(plain));
    disposeAll(weights);
    disposeAll(plain);
  });

  it('keeps small matrices float32 unless told otherwise', async () => {
    const { weights, packed, wide } = await loadFrozenWeights(await checkpoint('BF16'), model, 'bfloat16');
    expect([packed, wide]).toEqual([[], []]);
    disposeAll(weights);
  });

  it.each(['F32', 'F16'] as const)('keeps a matrix of %s numbers that bfloat16 has not', async (type) => {
    const folder = await checkpoint(type);
    const { weights, packed, wide } = await loadFrozenWeights(folder, model, 'bfloat16', 0);
    expect([packed, wide]).toEqual([[], matrices]);
    const plain = await loadWeights(folder, model);
    expect(await numbersOf(weights)).toEqual(await numbersOf(plain));
    disposeAll(weights);
    disposeAll(plain);
  });

  it.each(['F32', 'F16'] as const)('packs a matrix of %s whose numbers are those of bfloat16', async (type) => {
    const { weights, packed } = await loadFrozenWeights(await checkpoint(type, 'whole'), model, 'bfloat16', 0);
    expect(packed).toEqual(matrices);
    expect([...(await weights.get(matrices[0]!)!.data())].slice(0, 3)).toEqual([-100, -99, -98]);
    disposeAll(weights);
  });

  it('rounds to the nearest, ties to even, when asked, and counts', async () => {
    const folder = await checkpoint('F32');
    const { weights, packed, rounded } = await loadFrozenWeights(folder, model, 'bfloat16-rounded', 0);
    expect(packed).toEqual(matrices);
    const [plain, narrow] = [await loadWeights(folder, model), newFolder()];
    await writeWeights(narrow, plain, { type: 'BF16' });
    const wanted = await loadWeights(narrow, model);
    for (const name of matrices) {
      expect([...(await weights.get(name)!.data())]).toEqual([...wanted.get(name)!.dataSync()]);
      const before = plain.get(name)!.dataSync();
      const changes = [...wanted.get(name)!.dataSync()].map((value, at) =>
        Math.abs((value - before[at]!) / before[at]!),
      );
      expect(rounded.get(name)!.count).toBe(changes.filter((change) => change > 0).length);
      expect(rounded.get(name)!.largest).toBeCloseTo(Math.max(...changes), 6);
      expect(rounded.get(name)!.largest).toBeLessThanOrEqual(2 ** -8);
    }
    [weights, plain, wanted].forEach(disposeAll);
  });

  it('is saved as it was read, byte for byte', async () => {
    const folder = await checkpoint('BF16');
    const target = newFolder();
    const { weights } = await loadFrozenWeights(folder, model, 'bfloat16', 0);
    await writeWeights(target, weights, { type: 'BF16' });
    expect(readFileSync(join(target, 'model.safetensors'))).toEqual(readFileSync(join(folder, 'model.safetensors')));
    disposeAll(weights);
  });

  it('needs an engine that computes with bfloat16', async () => {
    const folder = await checkpoint('BF16');
    const own = kernels();
    useKernels(portableKernels);
    try {
      const refused = loadFrozenWeights(folder, model, 'bfloat16');
      await expect(refused).rejects.toBeInstanceOf(UnavailableError);
      await expect(refused).rejects.toThrow('The tensor engine cannot hold weights as bfloat16.');
      disposeAll((await loadFrozenWeights(folder, model, 'float32')).weights);
    } finally {
      useKernels(own);
    }
  });
});
