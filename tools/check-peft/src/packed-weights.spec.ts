import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { loadFrozenWeights, type MethodPlugin } from '@weitiao/checkpoint';
import { attach, logitsOf, lossAndGradients, segment, type Bench, type Rows } from '@weitiao/conformance';
import { Weights } from '@weitiao/nn';
import { loadedModel, smallMethodOptions, subfolders, tinyModels, type Architecture } from '@weitiao/python-reference';
import { PackedMatrix, tensor, tensorsAlive } from '@weitiao/tensor';
import { fixtureTexts } from './fixture-texts.js';
import { refusals } from './refusals.js';

type Base = Pick<Bench, 'model' | 'weights'>;

/** The same numbers of bfloat16 twice: packed, and as float32. */
async function bothWays(folder: string, architecture: Architecture): Promise<{ packed: Base; wide: Base }> {
  const { model, weights } = await loadedModel(folder, architecture);
  weights[Symbol.dispose]();
  const frozen = await loadFrozenWeights(folder, model, 'bfloat16-rounded', 0);
  const wide = new Map<string, ReturnType<typeof tensor>>();
  for (const [name, stored] of frozen.weights) wide.set(name, tensor(await stored.data(), [...stored.shape]) as never);
  return { packed: { model, weights: new Weights(frozen.weights) }, wide: { model, weights: new Weights(wide) } };
}

const bits = (values: Float32Array) => [...new Uint32Array(values.slice().buffer)];

describe.each(tinyModels())('$family/$name with its matrices as bfloat16', ({ family, folder }) => {
  let packed: Base;
  let wide: Base;
  let rows: Rows;
  beforeAll(async () => {
    await tensorflow({ threads: 2 }).start();
    const { default: plugin } = (await import(`@weitiao/model-${family}`)) as { default: Architecture };
    ({ packed, wide } = await bothWays(folder, plugin));
    rows = (await fixtureTexts(folder)).map((tokens, id) => [segment(id, tokens)]);
  });
  afterAll(() => [packed, wide].forEach(({ weights }) => weights[Symbol.dispose]()));

  it('takes half of what its matrices take', () => {
    const matrices = [...packed.weights.names].filter((name) => packed.weights.stored(name) instanceof PackedMatrix);
    expect(matrices.length).toBeGreaterThan(3);
    const numbers = matrices.reduce((sum, name) => sum + packed.weights.stored(name).size, 0);
    expect(wide.weights.bytes - packed.weights.bytes).toBe(2 * numbers);
  });

  it('has the logits of float32, bit for bit', () => {
    const [mine, theirs] = [packed, wide].map((base) => logitsOf({ ...base, adapters: [] }, rows).map(bits));
    expect(mine).toEqual(theirs);
  });

  it.each(subfolders('plugins/peft'))('%s has the loss and the gradients of float32, bit for bit', async (method) => {
    const { default: plugin } = (await import(`@weitiao/peft-${method}`)) as { default: MethodPlugin };
    if (refusals[method]?.when(packed.model)) return;
    const step = (base: Base, recompute: boolean) => {
      const adapter = attach(plugin((smallMethodOptions[method] ?? {}) as never), base);
      const alive = tensorsAlive().count;
      const training = { seed: 1, step: 0, recompute };
      const { loss, gradients } = lossAndGradients({ ...base, adapters: [adapter] }, rows, training);
      expect(tensorsAlive().count).toBe(alive);
      adapter.values[Symbol.dispose]();
      return { loss, gradients: [...gradients].map(([{ name }, values]) => [name, bits(values)]) };
    };
    for (const recompute of [false, true]) expect(step(packed, recompute)).toEqual(step(wide, recompute));
  });
});
