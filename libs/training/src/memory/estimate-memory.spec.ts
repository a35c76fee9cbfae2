import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { randomWeights } from '@weitiao/conformance';
import type { BaseModel, PeftMethod } from '@weitiao/core';
import bloom from '@weitiao/model-bloom';
import llama from '@weitiao/model-llama';
import qwen from '@weitiao/model-qwen';
import { KeyValueCache, layOut, ForwardPass, parametersOf, ParameterStore } from '@weitiao/nn';
import full from '@weitiao/peft-full';
import houlsby from '@weitiao/peft-houlsby';
import lora from '@weitiao/peft-lora';
import prefixTuning from '@weitiao/peft-prefix-tuning';
import { scope } from '@weitiao/tensor';
import { peakOf } from '@weitiao/tensor/testing';
import { train } from '../loop/train.js';
import { cacheBytes, estimateMemory } from './estimate-memory.js';

/** What README.md says of the estimate. */
const [least, most] = [0.8, 1.3];

const from = { from: 'unused' };
const split = {
  hidden_size: 96,
  intermediate_size: 256,
  num_hidden_layers: 3,
  num_attention_heads: 6,
  vocab_size: 300,
};
const models: Readonly<Record<string, () => BaseModel>> = {
  llama: () => llama(from).build({ model_type: 'llama', ...split, num_key_value_heads: 2 }),
  'qwen of a large vocabulary': () =>
    qwen(from).build({ model_type: 'qwen3', ...split, num_key_value_heads: 2, head_dim: 32, vocab_size: 8000 }),
  bloom: () => bloom(from).build({ model_type: 'bloom', hidden_size: 96, n_layer: 5, n_head: 4, vocab_size: 300 }),
};
const methods: Readonly<Record<string, PeftMethod>> = {
  lora: lora({ rank: 8, targetModules: 'all-linear' }),
  full: full({}),
  houlsby: houlsby({}),
  'prefix-tuning': prefixTuning({ virtualTokens: 8 }),
};

/** Bytes that two micro-batches of a step really take, weights included. */
async function measured(model: BaseModel, method: PeftMethod, rows: number, length: number, recompute: boolean) {
  return peakOf(async () => {
    using weights = randomWeights(model);
    const adapter = method.attach(model);
    using values = ParameterStore.start(parametersOf(adapter), weights, 1);
    const segment = (id: number) => {
      const tokens = Array.from({ length }, (_, place) => (7 * place + id) % 290);
      return [{ id, tokens, labels: tokens }];
    };
    const microBatch = Array.from({ length: rows }, (_, id) => segment(id));
    const steps = [{ step: 0, microBatches: [microBatch, microBatch] }];
    await train({
      ...{ model, weights, adapter, values, steps, totalSteps: 1, seed: 1, learningRate: 1e-3, recompute },
    });
  });
}

describe.each(Object.entries(models))('the memory of %s', (_, build) => {
  beforeAll(() => tensorflow({ threads: 2 }).start());

  it.each(Object.keys(methods).flatMap((name) => [[name, 4, 48, false] as const, [name, 2, 96, true] as const]))(
    '%s, %d rows of %d tokens, recompute %s: foretold as it is',
    async (name, rows, length, recompute) => {
      const [model, method] = [build(), methods[name]!];
      const found = await measured(model, method, rows, length, recompute);
      const { total } = estimateMemory({
        model,
        adapter: method.attach(model),
        rows,
        length,
        recompute,
        weightBytes: 4,
      })!;
      expect(total / found).toBeGreaterThan(least);
      expect(total / found).toBeLessThan(most);
    },
  );

  it('is what a cache of keys and values takes', () => {
    const model = build();
    using weights = randomWeights(model);
    using cache = new KeyValueCache();
    const tokens = Array.from({ length: 20 }, (__, place) => place);
    scope(() => {
      const { layout } = layOut([[{ id: 0, tokens, labels: tokens }]], { prompt: 0, prefix: 0 });
      using pass = new ForwardPass({ model, weights, adapters: [], layout, cache });
      model.forward(pass);
    });
    expect(cacheBytes(model, { rows: 1, length: 20 })).toBe(
      8 * 20 * model.cache.layers * model.cache.keyValueHeads * model.cache.headWidth,
    );
  });
});

describe('an estimate', () => {
  it('halves frozen matrices in 16 bit, and makes nothing for a model of any size', () => {
    const model = llama(from).build({
      model_type: 'llama',
      ...split,
      hidden_size: 8192,
      num_attention_heads: 64,
      num_hidden_layers: 80,
    });
    const ask = (weightBytes: 2 | 4) => estimateMemory({ model, rows: 1, length: 512, recompute: false, weightBytes })!;
    expect(ask(2).frozenWeights / ask(4).frozenWeights).toBeCloseTo(0.5, 3);
    expect(ask(4)).toMatchObject({ trained: 0, gradients: 0, moments: 0, activations: 0 });
  });

  it('is none of a model whose layers have no known roles', () => {
    const model = { ...models['llama']!(), sites: [] };
    const adapter = { weights: new Map() };
    expect(estimateMemory({ model, adapter, rows: 1, length: 8, recompute: false, weightBytes: 4 })).toBeUndefined();
  });
});
