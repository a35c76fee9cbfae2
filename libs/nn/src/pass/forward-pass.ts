import type {
  BaseModel,
  Divided,
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
import { replacedWeights, siteKey, storesOf, tapsBySite } from './attached-adapter.js';
import type { PassSpec } from './pass-spec.js';
import { checkLongest } from './check-longest.js';
import { behindPrefix } from './prefix.js';
import { putPrompts } from './prompts.js';
import { Reads } from './reads.js';
import { segmentDropout, sharedDropout } from './segment-dropout.js';
import { Sight } from './sight.js';

/** One forward pass over a layout. Dispose it when its backward is done. */
export class ForwardPass implements Pass, Disposable {
  readonly model: BaseModel;
  readonly layout: Layout;
  readonly #spec: PassSpec;
  readonly #stores;
  readonly #taps;
  readonly #replaced;
  readonly #prompts: readonly VirtualTokens[];
  readonly #prefixes: readonly VirtualTokens[];
  readonly #sight: Sight;
  readonly #constants = new Map<string, Tensor>();
  readonly #reads = new Reads();
  #prefixRows: Tensor | undefined;

  constructor(spec: PassSpec) {
    const { model, layout, adapters, cache } = spec;
    checkLongest(model, layout);
    this.#spec = spec;
    this.model = model;
    this.layout = layout;
    this.#stores = storesOf(adapters);
    this.#taps = tapsBySite(adapters);
    this.#replaced = replacedWeights(adapters);
    this.#prompts = adapters.flatMap(({ adapter }) => adapter.prompt ?? []);
    // A cache that holds something already holds the prefix.
    this.#prefixes = cache && !cache.isEmpty ? [] : adapters.flatMap(({ adapter }) => adapter.prefix ?? []);
    this.#sight = new Sight(spec);
  }

  get mask(): Tensor {
    return this.#sight.visibility.mask;
  }

  get distance(): Tensor {
    return this.#sight.visibility.distance;
  }

  division(): Divided {
    return this.#sight.divided;
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
    this.#sight[Symbol.dispose]();
    for (const made of this.#constants.values()) made.dispose();
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
