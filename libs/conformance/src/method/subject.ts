import type { BaseModel, PeftMethod } from '@weitiao/core';
import type { MethodPlugin } from '@weitiao/checkpoint';
import type { Weights } from '@weitiao/nn';
import { attach, disposeAdapters, segment, type Bench } from '../bench/bench.js';
import type { Check } from '../kit/check.js';

/** A configured method and the model it is proved on. */
export interface MethodSubject {
  readonly method: PeftMethod;
  /** What `method` was configured from: reads adapter folders. */
  readonly plugin: MethodPlugin;
  readonly model: BaseModel;
  readonly weights: Weights;
  /** The number of parameters that it must train on this model, by the paper's formula. */
  readonly trainable?: number;
  /** The keys that must be on disk. */
  readonly diskKeys?: readonly string[];
}
export type MethodCheck = Check<MethodSubject>;

export const first = segment(1, [3, 7, 1, 12, 5, 9, 2]);
export const second = segment(2, [4, 11, 6, 8]);

/** Attaches the method, runs `use`, frees the values. */
export function attached<T>(subject: MethodSubject, use: (bench: Bench) => T): T {
  const adapter = attach(subject.method, subject);
  try {
    return use({ ...subject, adapters: [adapter] });
  } finally {
    disposeAdapters([adapter]);
  }
}

/** The same for checks that wait for the disk. */
export async function attachedAsync<T>(subject: MethodSubject, use: (bench: Bench) => Promise<T>): Promise<T> {
  const adapter = attach(subject.method, subject);
  try {
    return await use({ ...subject, adapters: [adapter] });
  } finally {
    disposeAdapters([adapter]);
  }
}

export const base = ({ model, weights }: MethodSubject): Bench => ({ model, weights, adapters: [] });
