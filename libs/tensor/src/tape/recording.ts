import type { Tensor } from '@tensorflow/tfjs-core';
import { engineState, withState, type TapeNode } from './engine-state.js';

/** What one call of `gradients` records. */
export interface Recording {
  readonly tape: TapeNode[];
  /** Ids of the tensors that gradients are wanted of, and of all that was computed from them. */
  readonly tracked: Set<number>;
  /** Nodes of the tape already looked at for `tracked`. */
  seen: number;
}

let current: Recording | undefined;

/** Whether operations are being recorded for a gradient. */
export const isRecording = (): boolean => engineState().gradientDepth > 0 && engineState().kernelDepth === 0;

/** Runs `compute` without recording it. */
export const withoutTape = <T>(compute: () => T): T => withState({ gradientDepth: 0 }, compute);

/** Whether a gradient by this tensor will be asked for: it is an input of the recording, or was computed from one. */
export function needsGradient(tensor: Tensor): boolean {
  if (!isRecording()) return false;
  if (!current || current.tape !== engineState().activeTape) return true;
  const { tape, tracked } = current;
  for (; current.seen < tape.length; current.seen++) {
    const { inputs, outputs } = tape[current.seen]!;
    if (Object.values(inputs).some(({ id }) => tracked.has(id))) outputs.forEach(({ id }) => tracked.add(id));
  }
  return tracked.has(tensor.id);
}

/** Runs `compute` and records it on a tape of its own, whatever is being recorded outside. */
export function record<T>(inputs: readonly Tensor[], compute: () => T): { value: T; tape: TapeNode[] } {
  const outer = current;
  const tape: TapeNode[] = [];
  current = { tape, tracked: new Set(inputs.map(({ id }) => id)), seen: 0 };
  try {
    return { value: withState({ activeTape: tape, gradientDepth: 1, kernelDepth: 0 }, compute), tape };
  } catch (error) {
    forget(tape);
    throw error;
  } finally {
    current = outer;
  }
}

/** Frees what nodes kept for their gradients. */
export function forget(nodes: readonly TapeNode[]): void {
  for (const node of nodes) node.saved.splice(0).forEach((tensor) => tensor.dispose());
}
