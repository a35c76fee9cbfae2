import type { Arm } from '../arms/arm.js';
import type { Benchmark } from '../scores/benchmark.js';

/** Columns that name an arm. */
export const armColumns = ({ axes: { method, model, data, template } }: Arm) => ({ method, model, data, template });

/** Columns that name a benchmark. */
export const benchmarkColumns = ({ name, version, protocol }: Benchmark) => ({ benchmark: name, version, protocol });
