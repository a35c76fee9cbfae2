import type { Adapter, BaseModel, Parameter } from '@weitiao/core';
import { parametersOf, virtualTokenCounts } from '@weitiao/nn';
import { isTrained } from '../optimizer/optimizer-state.js';
import { activationValues, type Batch } from './activations.js';

export interface MemoryQuestion extends Batch {
  readonly model: BaseModel;
  /** What is trained; nothing when absent. */
  readonly adapter?: Adapter | undefined;
  /** Bytes in which a number of a frozen weight matrix is held: 4, or 2 where it stays in 16 bit. */
  readonly weightBytes: 2 | 4;
}

/** Bytes of what a training holds at its most. */
export interface MemoryEstimate {
  readonly frozenWeights: number;
  /** Values of what is trained. Base weights that are trained in place stay beside them as they were. */
  readonly trained: number;
  readonly gradients: number;
  readonly moments: number;
  readonly activations: number;
  /** All of these, and what the optimiser makes of the largest parameter while it changes it. */
  readonly total: number;
}

const float = Float32Array.BYTES_PER_ELEMENT;
const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/**
 * Estimates the memory of a training step, micro-batches gathered, without making a tensor. Held against what the engine really allocates by
 * estimate-memory.spec.ts. @returns undefined where the roles of the model's layers do not tell
 */
export function estimateMemory({ model, adapter, weightBytes, ...batch }: MemoryQuestion): MemoryEstimate | undefined {
  const virtual = adapter ? virtualTokenCounts([adapter]) : { prompt: 0, prefix: 0 };
  const longer = { ...batch, length: batch.length + virtual.prompt + virtual.prefix };
  const values = adapter && activationValues(model, longer, touchesLinears(adapter));
  if (adapter && values === undefined) return undefined;
  const parameters = adapter ? parametersOf(adapter) : [];
  const held = parameters.map(({ shape }) => float * sizeOf(shape));
  const moved = parameters.filter(isTrained).map(({ shape }) => float * sizeOf(shape));
  const gradients = sum(moved);
  const parts = {
    frozenWeights: sum([...model.weights.values()].map((shape) => frozenBytes(shape, weightBytes))),
    trained: sum(held),
    gradients,
    moments: 2 * gradients,
    activations: float * (values ?? 0),
  };
  const largest = moved.reduce((most, bytes) => Math.max(most, bytes), 0);
  const all = sum(Object.values(parts));
  // A table of the vocabulary is summed up chunk by chunk; the step of the optimiser comes when activations are gone.
  const backward = all + (trainsTables(model, parameters) ? 5 * largest : 0);
  return { ...parts, total: Math.max(backward, all - parts.activations + 3 * largest) };
}

const touchesLinears = ({ taps = [], weights }: Adapter): boolean =>
  weights !== undefined || taps.some(({ site }) => site.kind === 'linear');

const trainsTables = ({ vocabulary }: BaseModel, parameters: readonly Parameter[]): boolean =>
  parameters.some(({ shape, trained }) => trained !== false && shape[0] === vocabulary);

/** Biases and norms stay in 32 bit. */
const frozenBytes = (shape: readonly number[], weightBytes: number): number =>
  sizeOf(shape) * (shape.length > 1 ? weightBytes : float);

/** Bytes of the keys and values of so many tokens in each row. */
export const cacheBytes = ({ cache }: BaseModel, { rows, length }: Pick<Batch, 'rows' | 'length'>): number =>
  float * rows * length * 2 * cache.layers * cache.keyValueHeads * cache.headWidth;
