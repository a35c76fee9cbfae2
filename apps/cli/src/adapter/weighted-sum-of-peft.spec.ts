import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mergeAdapters, promptLogits, weightedSum } from '@weitiao/adapters';
import tensorflow from '@weitiao/backend-tensorflow';
import { loadAdapter, loadWeights, readModelConfig, readTensors } from '@weitiao/checkpoint';
import { relativeDifference } from '@weitiao/conformance';
import type { BaseModel } from '@weitiao/core';
import bloom from '@weitiao/model-bloom';
import { ParameterStore, Weights, type AttachedAdapter } from '@weitiao/nn';
import lora from '@weitiao/peft-lora';
import { dispose, type Tensor } from '@weitiao/tensor';
import { join } from 'node:path';
import { root } from '../__fixtures__/command-line.js';

const source = join(root, 'plugins/models/bloom/src/__fixtures__/heads-4');
const fixture = join(import.meta.dirname, '__fixtures__/weighted');

/** Written by tools/fixtures/weighted_adapters.py: two LoRAs of ranks 2 and 3, and `add_weighted_adapter` with the weights 0.7 and −0.4. */
describe('two LoRAs that peft wrote', () => {
  let model: BaseModel;
  let weights: Weights;
  let [one, other]: AttachedAdapter[] = [];
  let python: Map<string, Tensor>;
  beforeAll(async () => {
    await tensorflow({ threads: 2 }).start();
    model = bloom({ from: source }).build((await readModelConfig(source)).config);
    weights = new Weights(await loadWeights(source, model));
    const open = async (name: string) => {
      const { adapter, tensors } = await loadAdapter(join(fixture, name), [lora], model);
      return { adapter, values: ParameterStore.of(tensors) };
    };
    [one, other] = [await open('one'), await open('other')];
    python = await readTensors(join(fixture, 'logits.safetensors'));
  });
  afterAll(() => {
    dispose([...python.values()]);
    [one!.values, other!.values, weights].forEach((owner) => owner[Symbol.dispose]());
  });

  const wanted = (name: string) => python.get(name)!.dataSync();
  const found = (...adapters: AttachedAdapter[]) => promptLogits(model, weights, adapters, [[...wanted('ids')]])[0]!;

  it('switch without loading anything again: each gives what it gives in Python', () => {
    for (const [name, adapter] of [
      ['one', one],
      ['other', other],
      ['one', one],
    ] as const)
      // prettier-ignore
      expect(relativeDifference(found(adapter!), wanted(name))).toBeLessThan(1e-5);
    expect(relativeDifference(found(), wanted('base'))).toBeLessThan(1e-5);
  });

  it("add up as peft's add_weighted_adapter with combination_type cat", () => {
    const sum = weightedSum([{ ...one!, weight: 0.7 }, { ...other!, weight: -0.4 }]); // prettier-ignore
    expect(relativeDifference(found(sum), wanted('cat'))).toBeLessThan(1e-5);
    expect(relativeDifference(found(one!, other!), wanted('cat'))).toBeGreaterThan(1e-2);
    const merged = mergeAdapters(model, weights, [sum]);
    expect(relativeDifference(found(), wanted('cat'))).toBeLessThan(1e-5);
    merged.unmerge();
    sum.values[Symbol.dispose]();
  });
});
