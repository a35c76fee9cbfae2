import type { PeftMethod } from '@weitiao/core';
import { parametersOf, ParameterStore, type AttachedAdapter } from '@weitiao/nn';
import type { LoadedBase } from '../base/loaded-base.js';

/** A base model with a method attached; owns the values that the method trains, not the base. */
export class Tuned implements AttachedAdapter, Disposable {
  private constructor(
    readonly base: LoadedBase,
    /** Absent for the untuned model. */
    readonly method: PeftMethod | undefined,
    readonly adapter: AttachedAdapter['adapter'],
    readonly values: ParameterStore,
  ) {}

  /** Attaches the method, every parameter at its first value. */
  static start(base: LoadedBase, method: PeftMethod | undefined, seed: number): Tuned {
    const adapter = method?.attach(base.model) ?? {};
    const tokenize = (text: string) => base.tokenizer.encode(text, { specials: true });
    const values = ParameterStore.start(parametersOf(adapter), base.weights, seed, tokenize);
    return new Tuned(base, method, adapter, values);
  }

  /** How many numbers the method trains. */
  get trainedParameters(): number {
    const trained = this.values.parameters.filter(({ trained }) => trained !== false);
    return trained.reduce((sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1), 0);
  }

  [Symbol.dispose](): void {
    this.values[Symbol.dispose]();
  }
}
