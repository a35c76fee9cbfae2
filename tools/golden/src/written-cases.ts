import { saveAdapter, saveModel } from '@weitiao/checkpoint';
import type { Adapter, PeftMethod } from '@weitiao/core';
import {
  ForwardPass,
  layOut,
  parametersOf,
  ParameterStore,
  virtualTokenCounts,
  type AttachedAdapter,
} from '@weitiao/nn';
import full from '@weitiao/peft-full';
import lora from '@weitiao/peft-lora';
import prefixTuning from '@weitiao/peft-prefix-tuning';
import sadapterH from '@weitiao/peft-sadapter-h';
import { add, dispose, philoxNormal, randomKey, scope, tensor, type Tensor } from '@weitiao/tensor';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeList, type ExchangeCase } from './exchange-folder.js';
import type { GoldenModel } from './golden-model.js';
import { promptLogits } from './prompt-logits.js';

interface WrittenCase extends ExchangeCase {
  readonly method: PeftMethod;
}

const cases: readonly WrittenCase[] = [
  { name: 'lora', kind: 'peft', method: lora({ rank: 8, alpha: 16, targetModules: ['query_key_value'] }) },
  {
    name: 'lora-all-rslora',
    kind: 'peft',
    method: lora({ rank: 4, alpha: 8, targetModules: 'all-linear', rankStabilised: true }),
  },
  {
    name: 'lora-pattern',
    kind: 'peft',
    method: lora({ rank: 2, alpha: 3, dropout: 0.1, targetModules: '.*\\.1\\.(mlp|self_attention)\\.dense.*' }),
  },
  { name: 'prefix-tuning', kind: 'peft', method: prefixTuning({ virtualTokens: 7 }) },
  {
    name: 'prefix-projected',
    kind: 'peft',
    method: prefixTuning({ virtualTokens: 5, projection: true, projectionWidth: 12 }),
  },
  { name: 'sadapter-h', kind: 'bottleneck', method: sadapterH({ bottleneck: 6, scaling: 0.5 }) },
  { name: 'sadapter-h-whole-scaling', kind: 'bottleneck', method: sadapterH({ bottleneck: 5, scaling: 2 }) },
  { name: 'full', kind: 'model', method: full({}) },
];

/** Writes an adapter or a model of every method, and the logits that it has here, for Python to read. */
export async function writeCases(
  folder: string,
  source: string,
  golden: GoldenModel,
  prompts: readonly (readonly number[])[],
): Promise<void> {
  const logits = new Map<string, Tensor[]>();
  await mkdir(folder, { recursive: true });
  for (const { name, method } of cases) {
    const adapter = method.attach(golden.model);
    const values = noisyValues(adapter, golden);
    logits.set(name, promptLogits(golden.model, golden.weights, [{ adapter, values }], prompts));
    await save(join(folder, name), source, golden, method, { adapter, values });
    values[Symbol.dispose]();
  }
  await writeList(folder, { prompts, cases: cases.map(({ name, kind }) => ({ name, kind })) }, logits);
  dispose([...logits.values()].flat());
}

/** First values with noise, so that no part of an adapter is still zero. */
function noisyValues(adapter: Adapter, { weights }: GoldenModel): ParameterStore {
  const values = ParameterStore.start(parametersOf(adapter), weights, 3);
  const deviation = adapter.weights ? 0.01 : 0.05;
  for (const parameter of values.parameters) {
    const value = values.get(parameter);
    const noise = philoxNormal(value.size, randomKey('noise', parameter.name)).map((draw) => draw * deviation);
    values.set(
      parameter,
      scope(() => add(value, tensor(noise, [...value.shape]))),
    );
  }
  return values;
}

async function save(
  folder: string,
  source: string,
  { model, weights }: GoldenModel,
  method: PeftMethod,
  attached: AttachedAdapter,
): Promise<void> {
  const { adapter, values } = attached;
  if (adapter.weights) {
    const trained = new Map([...adapter.weights].map(([name, parameter]) => [name, values.get(parameter)]));
    const all = [...weights.names].map((name) => [name, trained.get(name) ?? weights.get(name)] as const);
    return saveModel(folder, { source, weights: new Map(all) });
  }
  const rows = virtualRows({ model, weights }, attached);
  await saveAdapter(folder, {
    method,
    model,
    adapter,
    values: (parameter) => values.get(parameter),
    ...(rows && { rows }),
    baseModel: source,
  });
  rows?.dispose();
}

/** What the prompt or prefix of an adapter is made of; the caller disposes it. */
function virtualRows({ model, weights }: GoldenModel, attached: AttachedAdapter): Tensor | undefined {
  const tokens = attached.adapter.prompt ?? attached.adapter.prefix;
  if (!tokens) return undefined;
  return scope(() => {
    const { layout } = layOut([[{ id: 0, tokens: [0], labels: [-100] }]], virtualTokenCounts([attached.adapter]));
    const pass = new ForwardPass({ model, weights, adapters: [attached], layout });
    const values = Object.entries(tokens.parameters).map(([key, parameter]) => [key, pass.value(parameter)]);
    const rows = tokens.rows(Object.fromEntries(values), pass).clone();
    pass[Symbol.dispose]();
    return rows;
  });
}
