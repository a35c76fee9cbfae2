import type { Layout } from '@weitiao/core';
import { ForwardPass, KeyValueCache, layOut, virtualTokenCounts } from '@weitiao/nn';
import { fill, scope, tensor2d } from '@weitiao/tensor';
import { segment, type Bench } from './bench.js';

/**
 * Logits of the last `steps` tokens of each sequence, found by a prefill without them and then one token at a time from the cache.
 * @returns one array a sequence: `[steps × vocabulary]`
 */
export function cachedLogits(bench: Bench, sequences: readonly (readonly number[])[], steps: number): Float32Array[] {
  const counts = virtualTokenCounts(bench.adapters.map(({ adapter }) => adapter));
  const { vocabulary } = bench.model;
  const found = sequences.map(() => new Float32Array(steps * vocabulary));
  const cache = new KeyValueCache();
  scope(() => {
    const prefill = layOut(
      sequences.map((tokens, row) => [segment(row, tokens.slice(0, -steps))]),
      counts,
    ).layout;
    run(bench, prefill, cache);
    for (let step = 0; step < steps; step++) {
      const at = (row: number) => sequences[row]!.length - steps + step;
      const column = (value: (row: number) => number) =>
        tensor2d(
          sequences.map((_, row) => [value(row)]),
          undefined,
          'int32',
        );
      const next: Layout = {
        batch: sequences.length,
        sequence: 1,
        longestText: counts.prefix + counts.prompt + 1 + Math.max(...sequences.map((_, row) => at(row))),
        tokens: column((row) => sequences[row]![at(row)]!),
        positions: column((row) => counts.prefix + counts.prompt + at(row)),
        segments: fill([sequences.length, 1], 1, 'int32'),
        prompts: fill([sequences.length, 1], -1, 'int32'),
        spans: [],
      };
      const logits = run(bench, next, cache);
      found.forEach((own, row) =>
        own.set(logits.subarray(row * vocabulary, (row + 1) * vocabulary), step * vocabulary),
      );
    }
  });
  cache[Symbol.dispose]();
  return found;
}

function run(bench: Bench, layout: Layout, cache: KeyValueCache): Float32Array {
  const pass = new ForwardPass({ ...bench, layout, cache });
  const logits = bench.model.logits(bench.model.forward(pass), pass).dataSync() as Float32Array;
  pass[Symbol.dispose]();
  return logits;
}
