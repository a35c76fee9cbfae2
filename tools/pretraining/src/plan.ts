import { resolve } from 'node:path';
import { PluginCatalogue } from '@weitiao/container';
import { openTrialData, parseTrial, SourceText } from '@weitiao/study';
import { warmupSteps } from '@weitiao/training';

/** What the PyTorch script is told of a trial: which blocks each step takes, and how it trains. */
export interface Plan {
  readonly model: string;
  readonly text: string;
  readonly blockLength: number;
  /** Blocks whose gradient is computed at once. */
  readonly blocksAtOnce: number;
  readonly learningRate: number;
  /** Steps. */
  readonly warmup: number;
  readonly weightDecay: number;
  readonly maxGradientNorm: number;
  readonly threads: number;
  /** The blocks of every step, numbered as they are cut from the text. */
  readonly steps: readonly (readonly number[])[];
  readonly heldOut: readonly number[];
  readonly heldOutEvery: number;
}

/** The plan of a trial file on plain text whose documents are joined: a block is one segment, and its id the block's number. */
export async function planOf(file: string): Promise<Plan> {
  const source = SourceText.read(file);
  const { model, data, train } = await parseTrial(source);
  using opened = await openTrialData(source, PluginCatalogue.search([import.meta.dirname]), { warn: () => undefined });
  const steps = [...opened.data.steps()].map(({ microBatches }) => microBatches.flat(2).map(({ id }) => id));
  const heldOut: number[] = [];
  for await (const rows of opened.data.heldOut?.batches() ?? []) heldOut.push(...rows.flat().map(({ id }) => id));
  const { maxLength, microBatch, schedule } = train;
  return {
    model: resolve(source.folder, String(model['from'])),
    text: resolve(source.folder, String((data as Record<string, unknown>)['from'])),
    blockLength: maxLength,
    blocksAtOnce: Math.floor(microBatch.tokens! / maxLength),
    learningRate: train.learningRate,
    warmup: warmupSteps({ name: schedule.use, warmup: schedule.warmup }, steps.length),
    weightDecay: train.optimizer.weightDecay,
    maxGradientNorm: train.maxGradientNorm!,
    threads: train.threads,
    steps,
    heldOut,
    heldOutEvery: train.heldOut!.everySteps,
  };
}
