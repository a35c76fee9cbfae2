import type { Segment } from '@weitiao/core';
import type { MicroBatch, TrainingStep } from '@weitiao/training';
import { readFile } from 'node:fs/promises';

interface PaddedBatch {
  readonly input_ids: number[][];
  readonly labels: number[][];
  readonly attention_mask: number[][];
}

/** How the rows of a batch reach the model: one example a row with padding, or two examples a row. */
export type Form = 'padded' | 'packed';

/** The steps that Python took, from a JSON file of padded batches; a step is one batch, or a list of micro-batches. */
export async function recordedSteps(file: string, form: Form): Promise<TrainingStep[]> {
  const steps = JSON.parse(await readFile(file, 'utf8')) as (PaddedBatch | PaddedBatch[])[];
  let examples = 0;
  return steps.map((batches, step) => ({
    step,
    microBatches: [batches].flat().map((batch): MicroBatch => {
      const segments = batch.input_ids.map((_, row) => unpadded(batch, row, examples++));
      return inRows(segments, form === 'padded' ? 1 : 2);
    }),
  }));
}

function unpadded({ input_ids: tokens, labels, attention_mask: mask }: PaddedBatch, row: number, id: number): Segment {
  const length = mask[row]!.reduce((sum, value) => sum + value, 0);
  return { id, tokens: tokens[row]!.slice(0, length), labels: labels[row]!.slice(0, length) };
}

const inRows = (segments: readonly Segment[], perRow: number): Segment[][] =>
  Array.from({ length: Math.ceil(segments.length / perRow) }, (_, row) =>
    segments.slice(perRow * row, perRow * (row + 1)),
  );
