import { createHash } from 'node:crypto';
import { canonicalJson } from '@weitiao/core';
import { partsOf, type TrialOptions } from '../config/trial-file.js';
import type { Manifest } from './manifest.js';

type Named = Pick<Manifest, 'trial' | 'indecisive' | 'contents' | 'packages'>;

/**
 * SHA-256, shortened to 32 hexadecimal digits. Paths, what only says how to come by a verdict, and how often a checkpoint is written do not
 * count; the untuned model has no seed.
 */
export function identityOf({ trial: written, indecisive = [], contents, packages }: Named): string {
  const trial = indecisive.reduce<TrialOptions>((left, path) => without(left, path) as TrialOptions, written);
  const decisive = {
    model: decisiveOfModel(trial.model),
    method: trial.method,
    data: partsOf(trial.data).map(({ reference, ...part }) => ({ ...part, ...withoutFrom(reference) })),
    benchmarks: trial.benchmarks && Object.entries(trial.benchmarks).map(([name, asked]) => [name, withoutFrom(asked)]),
    train: { ...trial.train, checkpoints: undefined },
    seed: trial.method === 'none' ? undefined : trial.seed,
  };
  return createHash('sha256')
    .update(canonicalJson({ manifestVersion: 1, trial: decisive, contents, packages }))
    .digest('hex')
    .slice(0, 32);
}

const withoutFrom = ({ from: _path, ...options }: TrialOptions['model']) => options;

/** Weights that are held in less memory are the same numbers, unless they were rounded. */
function decisiveOfModel({ weights, ...options }: TrialOptions['model']) {
  return { ...withoutFrom(options), ...(weights === 'bfloat16-rounded' && { weights }) };
}

/** The same value without what stands at `path`. */
function without(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null || key === undefined || !(key in value)) return value;
  const { [key]: inner, ...others } = value as Record<string, unknown>;
  return rest.length > 0 ? { ...others, [key]: without(inner, rest) } : others;
}
