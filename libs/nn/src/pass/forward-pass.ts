import type {
  BaseModel,
  KeyValue,
  Layout,
  Parameter,
  Parameters,
  Pass,
  Site,
  Values,
  VirtualTokens,
} from '@weitiao/core';
import { concat, isRecording, keep, recompute, scope, widened, withoutTape, type Tensor } from '@weitiao/tensor';
import type { KeyValueCache } from '../memory/key-value-cache.js';
import type { Weights } from '../memory/weights.js';
import { replacedWeights, siteKey, storesOf, tapsBySite, type AttachedAdapter } from './attached-adapter.js';
import { behindPrefix } from './prefix.js';
import { putPrompts } from './prompts.js';
import { Reads } from './reads.js';
import { segmentDropout, sharedDropout, type StepSeed } from './segment-dropout.js';
import { visibilityOf } from './visibility.js';

export interface PassSpec {
  readonly model: BaseModel;
  readonly weights: Weights;
  readonly adapters: readonly AttachedAdapter[];
  readonly layout: Layout;
  /** Keys and values of earlier passes; this one adds its own. */
  readonly cache?: KeyValueCache;
  /** Absent outside training: then nothing is dropped. */
  readonly training?: StepSeed & { readonly recompute?: boolean };
}

/** One forward pass over a layout. Dispose it when its backward is done. */
export class ForwardPass implements Pass, Disposable {
  readonly model: BaseModel;
  readonly layout: Layout;
  readonly mask: Tensor;
  readonly distance: Tensor;
  readonly #spec: PassSpec;
  readonly #stores;
  readonly #taps;
  readonly #replaced;
  readonly #prompts: readonly VirtualTokens[];
  readonly #prefixes: readonly VirtualTokens[];
  readonly #constants = new Map<string, Tensor>();
  readonly #reads = new Reads();
  #prefixRows: Tensor | undefined;

  constructor(spec: PassSpec) {
    const { model, layout, adapters, cache } = spec;
    this.#spec = spec;
    this.model = model;
    this.layout = layout;
    this.#stores = storesOf(adapters);
    this.#taps = tapsBySite(adapters);
    this.#replaced = replacedWeights(adapters);
    this.#prompts = adapters.flatMap(({ adapter }) => adapter.prompt ?? []);
    // A cache that holds something already holds the prefix.
    this.#prefixes = cache && !cache.isEmpty ? [] : adapters.flatMap(({ adapter }) => adapter.prefix ?? []);
    const count = this.#prefixes.reduce((sum, prefix) => sum + prefix.count, 0);
    const made = scope(() => ({ ...visibilityOf(layout, count, cache) }));
    this.mask = keep(made.mask);
    this.distance = keep(made.distance);
  }

  weight(name: string): Tensor {
    return widened(this.stored(name));
  }

  stored(name: string) {
    const trained = this.#replaced.get(name);
    return trained ? this.value(trained) : this.#spec.weights.stored(name);
  }

  value(parameter: Parameter): Tensor {
    const store = this.#stores.get(parameter);
    if (!store) throw new Error(`"${parameter.name}" belongs to no adapter of this pass.`);
    return this.#reads.read(parameter, store.get(parameter));
  }

  through(site: Site, input: Tensor, compute: (input: Tensor) => Tensor): Tensor {
    const taps = this.#taps.get(siteKey(site)) ?? [];
    const wrapped = taps.reduce(
      (next, tap) => (rows: Tensor) => tap.apply(rows, next, this.#values(tap.parameters), this),
      compute,
    );
    return wrapped(input);
  }

  withPrompts(rows: Tensor): Tensor {
    // Every model begins here, outside any recomputed block: the place to make what all layers share.
    if (this.#prefixes.length > 0) this.#prefixRows ??= this.#rows(this.#prefixes);
    return this.#prompts.length > 0 ? putPrompts(rows, this.layout.prompts, this.#rows(this.#prompts)) : rows;
  }

  remember(layer: number, fresh: KeyValue): KeyValue {
    const { model, layout, cache } = this.#spec;
    const prefix = this.#prefixRows && this.#reads.read('prefix', this.#prefixRows);
    const all = prefix ? behindPrefix(prefix, layer, model.cache, layout.batch, fresh) : fresh;
    return cache ? cache.append(layer, all) : all;
  }

  constant(key: string, make: () => Tensor): Tensor {
    const made = this.#constants.get(key) ?? keep(withoutTape(() => scope(make)));
    this.#constants.set(key, made);
    return made;
  }

  recompute(_place: string, input: Tensor, compute: (input: Tensor) => Tensor): Tensor {
    // What a gradient needs, its operation keeps; the rest that the block made is not wanted again.
    if (!isRecording() || !this.#spec.training?.recompute) return scope(() => compute(input));
    const { value, reads } = this.#reads.record(() => withoutTape(() => scope(() => compute(input))));
    const sources = [...reads.keys()];
    const again = (stream: Tensor, ...copies: Tensor[]) => {
      const standIns = new Map(sources.map((source, index) => [source, copies[index]!]));
      return this.#reads.replacing(standIns, () => compute(stream));
    };
    return recompute([input, ...reads.values()], again, value);
  }

  dropout(input: Tensor, rate: number, place: string, rows?: 'shared'): Tensor {
    const { training } = this.#spec;
    if (!training || rate === 0) return input;
    if (rows === 'shared') return sharedDropout(input, rate, place, training);
    return segmentDropout(input, rate, place, this.layout, training);
  }

  /** What `compute` reads that training changes; its value is thrown away. */
  trainedReads(compute: () => Tensor): Tensor[] {
    const { value, reads } = this.#reads.record(() => withoutTape(compute));
    value.dispose();
    return [...reads.values()];
  }

  [Symbol.dispose](): void {
    for (const made of [this.mask, this.distance, ...this.#constants.values()]) made.dispose();
    this.#constants.clear();
  }

  #values(parameters: Parameters): Values<Parameters> {
    return Object.fromEntries(Object.entries(parameters).map(([key, parameter]) => [key, this.value(parameter)]));
  }

  #rows(all: readonly VirtualTokens[]): Tensor {
    return concat(
      all.map((tokens) => tokens.rows(this.#values(tokens.parameters), this)),
      0,
    );
  }
}
