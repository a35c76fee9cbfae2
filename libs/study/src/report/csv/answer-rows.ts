import { itemKey, type Benchmark } from '../scores/benchmark.js';
import { armColumns, benchmarkColumns } from './arm-columns.js';
import type { CsvRow } from './csv.js';

/** Every answer of every trial, question by question; an empty score is an answer that could not be graded. */
export function answerRows(benchmark: Benchmark): CsvRow[] {
  // Large benchmarks have some hundred thousand rows: what is the same for many is made once.
  const ofBenchmark = benchmarkColumns(benchmark);
  const arms = benchmark.arms.map(({ arm, runs, seeds }) => ({ columns: armColumns(arm), runs, seeds }));
  const rows: CsvRow[] = [];
  for (const item of benchmark.items) {
    const key = itemKey(item);
    const { id, group } = item;
    const tags = item.tags?.join(' ');
    for (const { columns, runs, seeds } of arms) {
      runs.forEach((run, index) => {
        const row = run.get(key);
        if (!row) return;
        const { score, answer, reference, note } = row;
        rows.push({ ...ofBenchmark, id, group, tags, ...columns, seed: seeds[index], score, answer, reference, note });
      });
    }
  }
  return rows;
}
