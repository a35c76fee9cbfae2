import { StudyError, type Start } from '@weitiao/core';
import { ones, philoxNormal, philoxUniform, randomKey, tensor, zeros } from '@weitiao/tensor';
import type { Weights } from './weights.js';

const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);

/** Ids of a text by the tokenizer of the base model. */
export type Tokenize = (text: string) => readonly number[];

/** First values of one parameter: drawn on the host, so that every engine starts from the same numbers. */
export function startOf(parameterName: string, weights: Weights, seed: number, tokenize?: Tokenize): Start {
  let draws = 0;
  const key = () => randomKey(seed, 'start', parameterName, draws++);
  return {
    uniform: (low, high) => (shape) =>
      tensor(
        philoxUniform(sizeOf(shape), key()).map((value) => low + (high - low) * value),
        [...shape],
        'float32',
      ),
    normal: (deviation) => (shape) =>
      tensor(
        philoxNormal(sizeOf(shape), key()).map((value) => deviation * value),
        [...shape],
        'float32',
      ),
    zeros: (shape) => zeros([...shape]),
    ones: (shape) => ones([...shape]),
    weight: (name) => weights.get(name).clone(),
    tokens: (text) => {
      if (tokenize) return tokenize(text);
      throw new StudyError(
        `"${parameterName}" starts from a text, and there is no tokenizer to read it with. Start it with the tokenizer of its base model.`,
      );
    },
  };
}
