import { definePeftMethod, normal, parameter, virtualTokens, type BaseModel, type PeftMethod } from '@weitiao/core';
import bloom from '@weitiao/model-bloom';
import chatglm from '@weitiao/model-chatglm';
import { parametersOf, ParameterStore, Weights, type AttachedAdapter } from '@weitiao/nn';
import lora from '@weitiao/peft-lora';
import prefixTuning from '@weitiao/peft-prefix-tuning';
import { philoxNormal, randomKey, tensor } from '@weitiao/tensor';
import { z } from 'zod';
import type { TunedModel } from '../reading/tuned-model.js';

/** A model whose weights the spec disposes. */
export interface OwnedModel extends TunedModel, Disposable {}

const owned = (tuned: TunedModel): OwnedModel => ({
  ...tuned,
  [Symbol.dispose]: () =>
    [tuned.weights, ...tuned.adapters.map(({ values }) => values)].forEach((owner) => owner[Symbol.dispose]()),
});

const randomTensor = (name: string, shape: readonly number[], deviation: number, mean = 0) => {
  const size = shape.reduce((product, length) => product * length, 1);
  const values = philoxNormal(size, randomKey('fixture', name)).map((value) => mean + deviation * value);
  return tensor(values, [...shape], 'float32');
};

/** Two layers, three heads, 97 tokens. */
export const tinyBloom = (): BaseModel =>
  bloom({ from: 'nowhere' }).build({ hidden_size: 24, n_layer: 2, n_head: 3, vocab_size: 97 });

/** The same, of the first ChatGLM: a text is a prompt, [gMASK] (95), <sop> (96), an answer. */
export const tinyChatglm = (): BaseModel =>
  chatglm({ from: 'nowhere' }).build({
    hidden_size: 24,
    inner_hidden_size: 48,
    num_layers: 2,
    num_attention_heads: 3,
    vocab_size: 97,
    mask_token_id: 94,
    gmask_token_id: 95,
    bos_token_id: 96,
  });

/** The weights are such that answers do not repeat one token. */
export function tinyModel(methods: readonly PeftMethod[] = [], model = tinyBloom()): OwnedModel {
  const isScale = (name: string) => /(layernorm|ln_f)\.weight$/.test(name);
  const tensors = [...model.weights].map(([name, shape]) => {
    const value = isScale(name)
      ? randomTensor(name, shape, 0.2, 1)
      : randomTensor(name, shape, shape.length > 1 ? 0.6 : 0.05);
    return [name, value] as const;
  });
  return owned({
    model,
    weights: new Weights(new Map(tensors)),
    adapters: methods.map((method) => attachRandom(method, model)),
  });
}

/** No value is zero, so that every part of the method acts. */
function attachRandom(method: PeftMethod, model: BaseModel): AttachedAdapter {
  const adapter = method.attach(model);
  const values = parametersOf(adapter).map((one) => [one, randomTensor(one.name, one.shape, 0.3)] as const);
  return { adapter, values: ParameterStore.of(new Map(values)) };
}

/** Prompt tuning (Lester et al. 2021) in its shortest form. */
const promptTuning = definePeftMethod({
  name: 'prompt-tuning',
  options: z.strictObject({ virtualTokens: z.int().positive() }),
  attach(model, { virtualTokens: count }) {
    const table = parameter('prompt_embeddings', [count, model.width], normal(1));
    return { prompt: virtualTokens(count, { table }, ({ table }) => table) };
  },
});

/** One of each face: taps, prompt, prefix. */
export const threeMethods = (): PeftMethod[] => [
  lora({ rank: 2, alpha: 4, targetModules: 'all-linear' }),
  promptTuning({ virtualTokens: 3 }),
  prefixTuning({ virtualTokens: 4 }),
];

/** Counts the tokens, padding and virtual tokens excluded, that go through the model. */
export function counting(tuned: TunedModel): TunedModel & { readonly read: () => number } {
  let tokens = 0;
  const forward: BaseModel['forward'] = (pass) => {
    const [segments, prompts] = [pass.layout.segments, pass.layout.prompts].map((places) => [...places.dataSync()]);
    tokens += segments!.filter((segment, at) => segment > 0 && prompts![at]! < 0).length;
    return tuned.model.forward(pass);
  };
  return { ...tuned, model: { ...tuned.model, forward }, read: () => tokens };
}
