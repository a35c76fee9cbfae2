import { packRows } from './pack-rows.js';

export interface MicroBatchSpec {
  /** padded: one example a row; packed: as many as fit, none seeing another. */
  readonly rows: 'padded' | 'packed';
  /** Tokens of an example, virtual tokens included. */
  readonly length: (example: number) => number;
  /** Most tokens of a packed row. */
  readonly capacity: number;
  /** Most examples of a micro-batch; no limit when absent. */
  readonly maxExamples?: number;
  /** Most places (rows × longest row) of a micro-batch; no limit when absent. A single row that has more stands alone. */
  readonly maxTokens?: number;
}

/** Rows of a batch, each the examples that lie in it. */
export type MicroBatch = readonly (readonly number[])[];

/**
 * Cuts the examples of a step into micro-batches, long rows with long ones so that little is padded. The same examples give the same
 * cut.
 * @throws StudyError when an example is longer than a packed row
 */
export function microBatches(step: readonly number[], spec: MicroBatchSpec): MicroBatch[] {
  const { maxExamples = Infinity, maxTokens = Infinity } = spec;
  const rows = widestFirst(inRows(step, spec), spec);
  const batches: number[][][] = [];
  let [width, examples] = [0, Infinity];
  for (const row of rows) {
    const batch = batches.at(-1);
    const fits = examples + row.examples.length <= maxExamples && batch && (batch.length + 1) * width <= maxTokens;
    if (fits) {
      batch.push(row.examples);
      examples += row.examples.length;
    } else {
      batches.push([row.examples]);
      [width, examples] = [row.width, row.examples.length];
    }
  }
  return batches;
}

/** A packed row holds no more examples than a micro-batch may. */
function inRows(
  step: readonly number[],
  { rows, length, capacity, maxExamples = Infinity }: MicroBatchSpec,
): number[][] {
  if (rows === 'padded') return step.map((example) => [example]);
  return packRows(step.map(length), capacity)
    .map((row) => row.map((place) => step[place]!))
    .flatMap((row) => cut(row, maxExamples));
}

function cut(row: number[], longest: number): number[][] {
  return row.length <= longest ? [row] : [row.slice(0, longest), ...cut(row.slice(longest), longest)];
}

function widestFirst(rows: readonly number[][], { length }: MicroBatchSpec): { examples: number[]; width: number }[] {
  const measured = rows.map((examples) => ({
    examples,
    width: examples.reduce((sum, example) => sum + length(example), 0),
  }));
  return measured.sort((a, b) => b.width - a.width || a.examples[0]! - b.examples[0]!);
}
