import type { Adapter, Parameter } from '@weitiao/core';
import { dispose, keep, scope, type Tensor } from '@weitiao/tensor';
import { startOf, type Tokenize } from './start.js';
import type { Weights } from './weights.js';

/** Owns the values of an adapter's parameters. */
export class ParameterStore implements Disposable {
  readonly #values = new Map<Parameter, Tensor>();

  /**
   * Every parameter at its first value; the same seed gives the same numbers.
   * @param tokenize of the base model, for parameters that start from a text
   */
  static start(parameters: readonly Parameter[], weights: Weights, seed: number, tokenize?: Tokenize): ParameterStore {
    const store = new ParameterStore();
    for (const parameter of parameters) {
      const value = scope(() => parameter.initial(startOf(parameter.name, weights, seed, tokenize), parameter.shape));
      store.set(parameter, value);
    }
    return store;
  }

  /** @param values theirs is the memory from now on */
  static of(values: ReadonlyMap<Parameter, Tensor>): ParameterStore {
    const store = new ParameterStore();
    values.forEach((value, parameter) => store.set(parameter, value));
    return store;
  }

  get parameters(): readonly Parameter[] {
    return [...this.#values.keys()];
  }

  get(parameter: Parameter): Tensor {
    const found = this.#values.get(parameter);
    if (!found) throw new Error(`There is no value of "${parameter.name}".`);
    return found;
  }

  /** Keeps `value` beyond its scope and frees the one before. */
  set(parameter: Parameter, value: Tensor): void {
    if (String(value.shape) !== String(parameter.shape)) {
      throw new Error(
        `"${parameter.name}" has the shape [${parameter.shape.join(', ')}], the value [${value.shape.join(', ')}].`,
      );
    }
    const old = this.#values.get(parameter);
    this.#values.set(parameter, keep(value));
    if (old !== value) old?.dispose();
  }

  [Symbol.dispose](): void {
    dispose([...this.#values.values()]);
    this.#values.clear();
  }
}

/** Everything that an adapter trains or saves, each once. */
export function parametersOf(adapter: Adapter): Parameter[] {
  const parts = [...(adapter.taps ?? []), adapter.prompt, adapter.prefix].filter((part) => part !== undefined);
  const own = parts.flatMap((part) => Object.values(part.parameters));
  return [...new Set([...own, ...(adapter.weights?.values() ?? [])])];
}
