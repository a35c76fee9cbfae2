import type { Adapter, BaseModel } from '@weitiao/core';
import { parametersOf } from '@weitiao/nn';

/** Sizes of a model with a method attached. */
export interface ParameterCount {
  /** Numbers that gradients change. */
  readonly trainable: number;
  /** Numbers of the base model. */
  readonly base: number;
  /** The base's and those that the method adds; base weights that are trained in place are counted once. */
  readonly total: number;
  /** `trainable / total`. */
  readonly share: number;
}

/** Counts without making a tensor, so that it costs nothing for a model of any size. */
export function countParameters(model: BaseModel, adapter: Adapter): ParameterCount {
  const base = sum([...model.weights.values()]);
  const inPlace = new Set(adapter.weights?.values() ?? []);
  const parameters = parametersOf(adapter);
  const trainable = sum(parameters.filter(({ trained }) => trained !== false).map(({ shape }) => shape));
  const added = sum(parameters.filter((parameter) => !inPlace.has(parameter)).map(({ shape }) => shape));
  const total = base + added;
  return { trainable, base, total, share: trainable / total };
}

const sum = (shapes: readonly (readonly number[])[]): number =>
  shapes.reduce((total, shape) => total + shape.reduce((size, length) => size * length, 1), 0);
