import type { Division, KeyValue } from '@weitiao/core';
import { concat, dispose, gather, keep, scope, tensor1d, type Tensor } from '@weitiao/tensor';

/** Where the keys of a pass stand: int32 `[batch, keys]`. */
export interface Places {
  readonly positions: Tensor;
  readonly segments: Tensor;
}

/** Keys and values of earlier passes. One owner: it is disposed with the generation that made it. */
export class KeyValueCache implements Disposable {
  #layers: KeyValue[] = [];
  #places: Places | undefined;
  /** How the text of each row divides, where the model has it so. What is read later stands behind the context. */
  divisions: readonly Division[] | undefined;

  get isEmpty(): boolean {
    return this.#places === undefined;
  }

  /** Adds the places of the keys to come. @returns those of all keys */
  extend(places: Places): Places {
    const old = this.#places;
    this.#places = scope(() => {
      const joined = (name: keyof Places) => (old ? concat([old[name], places[name]], 1) : places[name].clone());
      return { positions: joined('positions'), segments: joined('segments') };
    });
    Object.values(this.#places).forEach(keep);
    if (old) dispose({ ...old });
    return this.#places;
  }

  /** Adds keys and values of a layer. @returns all of that layer's */
  append(layer: number, fresh: KeyValue): KeyValue {
    const old = this.#layers[layer];
    const joined = (name: keyof KeyValue) => keep(old ? concat([old[name], fresh[name]], 2) : fresh[name].clone());
    const all = { key: joined('key'), value: joined('value') };
    this.#layers[layer] = all;
    if (old) dispose({ ...old });
    return all;
  }

  /** A new cache that holds these rows of the batch, a row as often as it is named. */
  select(rows: readonly number[]): KeyValueCache {
    const chosen = new KeyValueCache();
    chosen.divisions = this.divisions && rows.map((row) => this.divisions![row]!);
    scope(() => {
      const indices = tensor1d([...rows], 'int32');
      const pick = (from: Tensor) => keep(gather(from, indices));
      chosen.#layers = this.#layers.map(({ key, value }) => ({ key: pick(key), value: pick(value) }));
      if (this.#places)
        chosen.#places = { positions: pick(this.#places.positions), segments: pick(this.#places.segments) };
    });
    return chosen;
  }

  [Symbol.dispose](): void {
    this.#layers.forEach((layer) => dispose({ ...layer }));
    if (this.#places) dispose({ ...this.#places });
    this.#layers = [];
    this.#places = undefined;
  }
}
