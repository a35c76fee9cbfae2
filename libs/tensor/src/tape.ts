import { customGrad, engine, type GradSaveFunc, type Tensor } from '@tensorflow/tfjs-core';

/** tfjs keeps one tape, in this field; no public call reads or sets it. */
interface TapeState {
  activeTape: unknown[] | null | undefined;
  kernelDepth: number;
}
const state = (): TapeState => (engine() as unknown as { state: TapeState }).state;

/** Whether operations are being recorded for a gradient. */
export const isRecording = (): boolean => Boolean(state().activeTape) && state().kernelDepth === 0;

/** Runs `compute` without recording it. */
export function withoutTape<T>(compute: () => T): T {
  const { activeTape } = state();
  state().activeTape = null;
  try {
    return compute();
  } finally {
    state().activeTape = activeTape;
  }
}

/**
 * Value of `compute` and its gradients by `inputs`. May be called inside a backward pass or a custom gradient: tfjs clears its tape
 * when the inner call ends, so the outer one is put back.
 * @param upstream gradient of the value; ones when absent
 */
export function gradients(compute: () => Tensor, inputs: readonly Tensor[], upstream?: Tensor): { value: Tensor; gradients: Tensor[] } {
  const { activeTape, kernelDepth } = state();
  state().kernelDepth = 0;
  try {
    const { value, grads } = engine().gradients(compute, [...inputs], upstream ?? (null as unknown as Tensor), true);
    return { value, gradients: grads };
  } finally {
    state().activeTape = activeTape;
    state().kernelDepth = kernelDepth;
  }
}

/**
 * An operation with its own gradient.
 * @param inputs those that a gradient is wanted of; everything else is used by closure and costs none
 * @param forward computes the value; `save` keeps a tensor for the backward
 * @param backward upstream gradient and saved tensors → one gradient an input, in order
 */
export function customGradient(
  inputs: readonly Tensor[],
  forward: (save: (...tensors: Tensor[]) => void) => Tensor,
  backward: (upstream: Tensor, saved: Tensor[]) => Tensor[],
): Tensor {
  const operation = customGrad((...values: (Tensor | GradSaveFunc)[]) => {
    const save = values.at(-1) as GradSaveFunc;
    return { value: forward((...tensors) => save(tensors)), gradFunc: backward };
  });
  return operation(...inputs);
}
