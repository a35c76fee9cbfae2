import { dispose, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { engineState, withState } from './engine-state.js';
import { originOf, type Origin } from './origins.js';
import { isRecording, needsGradient, withoutTape } from './recording.js';

/** A gradient, or how to make it: then it is made only if it is wanted. */
export type Gradient = Tensor | (() => Tensor);

/**
 * An operation with its own gradient. Nothing made inside survives but the value and what `save` was given, and that only while a gradient
 * by one of the inputs is wanted. Of a tensor that was made of a smaller one (a widened weight), the smaller is kept.
 * @param inputs those that a gradient may be wanted of; whatever else is used by closure has none
 * @param forward computes the value; `save` keeps tensors for the backward; `wanted[i]` says whether a gradient by input i will be asked for
 * @param backward upstream gradient, saved tensors and `wanted` → one gradient an input, in order; any value where it is not wanted
 */
export function customGradient(
  inputs: readonly Tensor[],
  forward: (save: (...tensors: Tensor[]) => void, wanted: readonly boolean[]) => Tensor,
  backward: (upstream: Tensor, saved: Tensor[], wanted: readonly boolean[]) => readonly (Gradient | undefined)[],
): Tensor {
  const wanted = inputs.map(needsGradient);
  const recorded = isRecording() && wanted.some(Boolean);
  const state = engineState();
  const saved: Tensor[] = [];
  const origins: (Origin | undefined)[] = [];
  const save = (...tensors: Tensor[]) => {
    if (!recorded) return;
    for (const tensor of tensors) {
      const origin = originOf(tensor);
      origins.push(origin);
      saved.push(Object.assign((origin?.words ?? tensor).clone(), { kept: true }));
    }
  };
  const made = freeingOnFailure(saved, () =>
    withState({ kernelDepth: state.kernelDepth + 1 }, () => tidy(() => forward(save, wanted))),
  );
  if (!recorded) return made;
  const value = inputs.includes(made) ? withoutTape(() => made.clone()) : made;
  state.activeTape!.push({
    id: state.nextTapeNodeId++,
    kernelName: 'customGradient',
    inputs: Object.fromEntries(inputs.map((input, index) => [index, input])),
    outputs: [value],
    saved,
    gradient: ([upstream]) => {
      const whole = saved.map((tensor, index) => origins[index]?.again(tensor) ?? tensor);
      const gradients = backward(upstream!, whole, wanted);
      return Object.fromEntries(
        gradients.map((gradient, index) => [index, typeof gradient === 'function' ? gradient : () => gradient!]),
      );
    },
  });
  return value;
}

function freeingOnFailure<T>(tensors: readonly Tensor[], compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    dispose([...tensors]);
    throw error;
  }
}
