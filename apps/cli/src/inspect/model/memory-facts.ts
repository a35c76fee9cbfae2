import { freemem } from 'node:os';
import type { Adapter, BaseModel } from '@weitiao/core';
import { cacheBytes, estimateMemory, type MemoryEstimate } from '@weitiao/training';

export interface MemoryOptions {
  readonly maxLength: number;
  readonly microBatch: number;
  readonly recompute: boolean;
  readonly weights: 'float32' | 'bfloat16' | 'bfloat16-rounded';
}

/** The way to hold frozen weights that is sure to halve them: what is not stored in bfloat16 has numbers that bfloat16 lacks, and stays float32 without rounding. */
export const halvingStorage = (types: readonly string[]): Halving =>
  types.every((type) => type === 'BF16') ? 'bfloat16' : 'bfloat16-rounded';

type Halving = 'bfloat16' | 'bfloat16-rounded';

/** A training or, without a method, the model alone, held against this machine. */
export interface MemoryFacts extends MemoryOptions {
  readonly method?: string;
  /** What halves the weights. */
  readonly halves: Halving;
  /** Undefined where the roles of the model's layers do not tell. */
  readonly training?: MemoryEstimate | undefined;
  /** Keys and values while as many rows of that length are generated. */
  readonly cache: number;
  /** What Node.js and the engine take before anything is loaded. */
  readonly engine: number;
  readonly needed: number;
  readonly free: number;
  readonly fits: boolean;
  /** Changes under which it fits, and what it needs then. */
  readonly instead: readonly { readonly options: string; readonly needed: number }[];
}

/** Measured after the start of the engine on Linux, two threads: 390 MB. */
const engine = 400e6;

/** What the process may still take; less than the machine has where its container is smaller. */
const freeBytes = (): number => (process as { availableMemory?: () => number }).availableMemory?.() ?? freemem();

export function memoryFacts(
  model: BaseModel,
  method: { readonly name: string; readonly adapter: Adapter } | undefined,
  options: MemoryOptions,
  halves: Halving = 'bfloat16',
  free = freeBytes(),
): MemoryFacts {
  const ask = (changed: MemoryOptions) => {
    const rows = changed.microBatch;
    const weightBytes = changed.weights === 'float32' ? 4 : 2;
    const batch = { rows, length: changed.maxLength, recompute: changed.recompute };
    const estimate = estimateMemory({ model, adapter: method?.adapter, ...batch, weightBytes });
    const cache = cacheBytes(model, batch);
    // Training and generating are never at work at once.
    const worked = method ? estimate?.total : estimate && estimate.total + cache;
    return { estimate, cache, needed: engine + (worked ?? Infinity) };
  };
  const { estimate, cache, needed } = ask(options);
  const instead = alternatives(options, halves, method !== undefined)
    .map((changed) => ({ options: differences(options, changed), needed: ask(changed).needed }))
    .filter((one) => one.needed <= free);
  return {
    ...options,
    ...(method && { method: method.name, training: estimate }),
    ...{ halves, cache, engine, needed, free, fits: needed <= free },
    instead: needed <= free ? [] : instead.slice(0, 3),
  };
}

/** From the one that changes least to the one that saves most. */
function alternatives(options: MemoryOptions, halves: Halving, trains: boolean): MemoryOptions[] {
  const weights = options.weights === 'float32' ? ([options.weights, halves] as const) : [options.weights];
  const recompute = options.recompute || !trains ? [options.recompute] : [false, true];
  const rows = Array.from({ length: 1 + Math.floor(Math.log2(options.microBatch)) }, (_, halved) =>
    Math.floor(options.microBatch / 2 ** halved),
  );
  const all = rows.flatMap((microBatch) =>
    recompute.flatMap((again) => weights.map((held) => ({ ...options, microBatch, recompute: again, weights: held }))),
  );
  const changes = (one: MemoryOptions) => differences(options, one).split(' and ').length;
  return all.slice(1).sort((one, other) => changes(one) - changes(other));
}

function differences(options: MemoryOptions, changed: MemoryOptions): string {
  const told = [
    changed.recompute !== options.recompute && '--recompute',
    changed.weights !== options.weights && `--weights ${changed.weights}`,
    changed.microBatch !== options.microBatch && `--micro-batch ${changed.microBatch}`,
  ];
  return told.filter(Boolean).join(' and ');
}
