import type { PluginCatalogue } from '@weitiao/container';
import type { Adapter } from '@weitiao/core';
import { ModelHub } from '@weitiao/hub';
import { virtualTokenCounts } from '@weitiao/nn';
import { loadTokenizer, openTemplate, type Tokenizer } from '@weitiao/tokenizer';
import { templateOf } from '../config/train-options.js';
import type { SourceText } from '../config/source-text.js';
import { TrainingData } from '../stages/training-data.js';
import { buildModel } from './build-model.js';
import { modelFolder } from './in-folder.js';
import { planComponents } from './plan-trial.js';

/** The data of a trial, ready to be trained on. */
export interface TrialData extends Disposable {
  readonly data: TrainingData;
  readonly tokenizer: Tokenizer;
  readonly adapter: Adapter;
}

/** Everything of a trial file up to the training, without engine and weights: for looking at its data. @throws WeitiaoError */
export async function openTrialData(
  source: SourceText,
  plugins: PluginCatalogue,
  { warn, hub = new ModelHub() }: { readonly warn: (message: string) => void; readonly hub?: ModelHub },
): Promise<TrialData> {
  const { written, components } = await planComponents(source, plugins, hub);
  const { model, method, data: dataset } = components;
  const { folder } = source;
  const from = await modelFolder(hub, folder, model.from);
  const built = await buildModel(model, from);
  const adapter = method?.attach(built) ?? {};
  const tokenizer = await loadTokenizer(from);
  const services = { signal: new AbortController().signal, folder, hub, warn };
  const data = await TrainingData.prepare({
    source: dataset,
    services,
    tokenizer,
    template: await openTemplate(templateOf(written.train), from, tokenizer),
    options: written.train,
    seed: written.seed,
    model: built,
    virtualTokens: virtualTokenCounts([adapter]),
  });
  return { data, tokenizer, adapter, [Symbol.dispose]: () => data[Symbol.dispose]() };
}
