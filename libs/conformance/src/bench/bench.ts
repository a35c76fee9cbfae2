import type { BaseModel, Parameter, PeftMethod, Segment } from '@weitiao/core';
import {
  ForwardPass,
  layOut,
  parametersOf,
  ParameterStore,
  tokenLoss,
  virtualTokenCounts,
  type AttachedAdapter,
  type Weights,
} from '@weitiao/nn';
import { gradients, scope } from '@weitiao/tensor';

/** A model with weights, and what is attached to it. */
export interface Bench {
  readonly model: BaseModel;
  readonly weights: Weights;
  readonly adapters: readonly AttachedAdapter[];
}

/** How a pass trains; absent: it does not. */
export interface Training {
  readonly seed: number;
  readonly step: number;
  readonly recompute?: boolean;
}

/** Rows of a batch, each with the segments packed in it. */
export type Rows = readonly (readonly Segment[])[];

/** A segment of these tokens, all of them trained. */
export const segment = (id: number, tokens: readonly number[]): Segment => ({ id, tokens, labels: tokens });

export function attach(
  method: PeftMethod,
  { model, weights }: Pick<Bench, 'model' | 'weights'>,
  seed = 1,
): AttachedAdapter {
  const adapter = method.attach(model);
  return { adapter, values: ParameterStore.start(parametersOf(adapter), weights, seed) };
}

/** Runs `use` with a pass over `rows`; everything made is freed. */
export function withPass<T>(
  bench: Bench,
  rows: Rows,
  training: Training | undefined,
  use: (pass: ForwardPass, labels: Int32Array) => T,
): T {
  const made: { result?: T } = {};
  scope(() => {
    const { layout, labels } = layOut(rows, virtualTokenCounts(bench.adapters.map(({ adapter }) => adapter)));
    const pass = new ForwardPass({ ...bench, layout, ...(training && { training }) });
    try {
      made.result = use(pass, labels);
    } finally {
      pass[Symbol.dispose]();
    }
  });
  return made.result!;
}

/** Logits of every segment's own tokens, one array a segment, in order: `[tokens × vocabulary]`. */
export function logitsOf(bench: Bench, rows: Rows, training?: Training): Float32Array[] {
  const { prompt } = virtualTokenCounts(bench.adapters.map(({ adapter }) => adapter));
  const { vocabulary } = bench.model;
  return withPass(bench, rows, training, (pass) => {
    const all = pass.model.logits(pass.model.forward(pass), pass).dataSync() as Float32Array;
    return pass.layout.spans.map(({ row, start, length }) => {
      const first = row * pass.layout.sequence + start;
      return all.slice((first + prompt) * vocabulary, (first + length) * vocabulary);
    });
  });
}

/** Loss per trained token, the number of these, and the gradient of their summed loss by every parameter of the first adapter. */
export function lossAndGradients(
  bench: Bench,
  rows: Rows,
  training?: Training,
): { loss: number; count: number; gradients: Map<Parameter, Float32Array> } {
  const [first] = bench.adapters;
  const parameters = first?.values.parameters ?? [];
  const values = parameters.map((parameter) => first!.values.get(parameter));
  return withPass(bench, rows, training, (pass, labels) => {
    let count = 0;
    const run = () => {
      const loss = tokenLoss(pass, labels);
      count = loss.count;
      return loss.sum;
    };
    const { value, gradients: found } = gradients(run, values);
    const loss = value.dataSync()[0]! / count;
    return {
      loss,
      count,
      gradients: new Map(parameters.map((parameter, index) => [parameter, found[index]!.dataSync() as Float32Array])),
    };
  });
}

export const disposeAdapters = (adapters: readonly AttachedAdapter[]): void =>
  adapters.forEach(({ values }) => values[Symbol.dispose]());
