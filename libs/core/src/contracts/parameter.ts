import type { Tensor } from '@weitiao/tensor';

/** A tensor that training changes. A description: it holds no memory, its value lives in a store of the run. */
export interface Parameter {
  /** Unique in its adapter; the key on disk without `base_model.model.`. One that begins with `base_model.` is the whole key. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Its first value. Pure: the same `from` gives the same numbers. */
  readonly initial: (from: Start, shape: readonly number[]) => Tensor;
  /** Factor on the learning rate (LoRA+); 1 when absent. */
  readonly learningRateFactor?: number;
  /** False for values that are saved but not trained by gradient; true when absent. */
  readonly trained?: boolean;
  /** Other keys on disk under which the same value is written: peft does so for tied weights. */
  readonly alsoNamed?: readonly string[];
}

/** What a first value may depend on. */
export interface Start {
  uniform(low: number, high: number): (shape: readonly number[]) => Tensor;
  normal(deviation: number): (shape: readonly number[]) => Tensor;
  zeros(shape: readonly number[]): Tensor;
  ones(shape: readonly number[]): Tensor;
  /** The base weight of that name. */
  weight(name: string): Tensor;
  /** Ids of a text, with what the tokenizer's own rule puts around it. @throws StudyError where nobody gave a tokenizer */
  tokens(text: string): readonly number[];
}

export type Parameters = { readonly [key: string]: Parameter };
export type Values<P extends Parameters> = { readonly [K in keyof P]: Tensor };
