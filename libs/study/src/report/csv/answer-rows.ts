import { itemKey, type Benchmark } from '../scores/benchmark.js';
import { armColumns, benchmarkColumns } from './arm-columns.js';
import type { CsvRow } from './csv.js';

/** Every answer of every trial, question by question; an empty score is an answer that could not be graded. */
export const answerRows = (benchmark: Benchmark): CsvRow[] =>
  benchmark.items.flatMap((item) =>
    benchmark.arms.flatMap(({ arm, runs, seeds }) =>
      runs.flatMap((run, index) => {
        const row = run.get(itemKey(item));
        if (!row) return [];
        return [
          {
            ...benchmarkColumns(benchmark),
            id: item.id,
            group: item.group,
            tags: item.tags?.join(' '),
            ...armColumns(arm),
            seed: seeds[index],
            score: row.score,
            answer: row.answer,
            reference: row.reference,
            note: row.note,
          },
        ];
      }),
    ),
  );
