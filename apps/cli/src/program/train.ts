import { OptionsError, StudyError, type DataSource, type PeftMethod, type Services } from '@weitiao/core';
import { ModelHub } from '@weitiao/hub';
import { virtualTokenCounts } from '@weitiao/nn';
import type { Template } from '@weitiao/tokenizer';
import {
  checkTrainOptions,
  saveTuned,
  templateOf,
  trainOptions,
  trainTuned,
  TrainingData,
  Tuned as TunedBase,
  type TrainOptionsInput,
} from '@weitiao/study';
import { running, type Running, type TrainingEvent } from '@weitiao/training';
import { eachOf } from './each-of.js';
import { LoadedModel, type Loaded } from './loaded.js';

/** A trained model; the base that it was trained on must live as long as it. */
export interface Tuned extends Loaded {
  /** Writes an adapter folder in the PEFT format, or a model folder where base weights were trained. @throws CannotWriteError */
  save(folder: string): Promise<void>;
}

type Budget = { readonly epochs: number } | { readonly steps: number } | { readonly tokens: number | string };

/** What to train, on what and how: the section `train` of a trial file, with its budget spelled out. */
export type TrainSpec = Omit<TrainOptionsInput, 'budget' | 'threads' | 'checkpoints'> &
  Budget & {
    readonly model: Loaded;
    readonly method: PeftMethod;
    readonly data: DataSource;
    /** 1 when absent. */
    readonly seed?: number;
    /** Hears what is no error, e.g. that rows were cut off; standard error when absent. */
    readonly warn?: (message: string) => void;
  };

/**
 * Trains a method on a loaded model. Await it for the tuned model, subscribe to `.events` for what happens, `.stop()` to end it early
 * with what has been learnt by then.
 * @throws OptionsError, DataFormatError, StudyError
 */
export const train = (spec: TrainSpec): Running<Tuned, TrainingEvent> => running((signal) => training(spec, signal));

async function* training(spec: TrainSpec, signal: AbortSignal): AsyncGenerator<TrainingEvent, Tuned> {
  const { model, method, data: source, seed = 1, warn = toStderr, ...rest } = spec;
  const options = optionsOf(rest);
  const { base, adapters } = model;
  if (adapters.length > 0)
    throw new StudyError(
      'train() begins with a base model, and this one is tuned already. Give it what load() returned.',
    );
  await checkTrainOptions(options, source);
  const services: Services = { signal, folder: process.cwd(), hub: new ModelHub(), warn };
  const template = await base.template(templateOf(options));
  const tuned = TunedBase.start(base, method, seed);
  try {
    using data = await TrainingData.prepare({
      source,
      services,
      tokenizer: base.tokenizer,
      template,
      options,
      seed,
      model: base.model,
      virtualTokens: virtualTokenCounts([tuned.adapter]),
    });
    const run = trainTuned({ tuned, data, options, seed });
    signal.addEventListener('abort', () => void run.stop(), { once: true });
    yield* eachOf(run.events);
    await run;
    return new TunedModel(tuned, template, model.identity, data.template);
  } catch (error) {
    tuned[Symbol.dispose]();
    throw error;
  }
}

class TunedModel extends LoadedModel implements Tuned {
  constructor(
    private readonly tuned: TunedBase,
    template: Template,
    baseIdentity: string,
    private readonly trainedWith: Template | undefined,
  ) {
    super(tuned.base, [tuned], template, baseIdentity, tuned);
  }

  save(folder: string): Promise<void> {
    return saveTuned(folder, this.tuned, this.tuned.base.id ?? this.tuned.base.folder, this.trainedWith);
  }
}

function optionsOf(spec: Omit<TrainSpec, 'model' | 'method' | 'data' | 'seed' | 'warn'>) {
  const { epochs, steps, tokens, ...rest } = spec as typeof spec & {
    epochs?: number;
    steps?: number;
    tokens?: number | string;
  };
  const budget = Object.fromEntries(
    Object.entries({ epochs, steps, tokens }).filter(([, value]) => value !== undefined),
  );
  const parsed = trainOptions.safeParse({ ...rest, budget });
  if (!parsed.success) throw OptionsError.from('train', trainOptions, { ...rest, budget }, parsed.error);
  return parsed.data;
}

const toStderr = (message: string): void => void process.stderr.write(`note: ${message}\n`);
