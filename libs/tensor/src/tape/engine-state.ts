import { engine, type Tensor } from '@tensorflow/tfjs-core';

/** One recorded operation, as tfjs writes it. */
export interface TapeNode {
  readonly id: number;
  readonly kernelName: string;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly outputs: readonly Tensor[];
  saved: Tensor[];
  /** Gradients of the outputs (null where none reached one) → gradient by each input, made when called. */
  readonly gradient?: (upstream: (Tensor | null)[]) => Readonly<Record<string, () => Tensor>>;
}

/** The part of tfjs's engine that decides what is recorded; no public call reads or sets it (tfjs 4.22). */
export interface EngineState {
  activeTape: TapeNode[] | null | undefined;
  gradientDepth: number;
  kernelDepth: number;
  nextTapeNodeId: number;
}

export const engineState = (): EngineState => (engine() as unknown as { state: EngineState }).state;

/** Runs `compute` under other values of the state, and puts the old ones back. */
export function withState<T>(change: Partial<Omit<EngineState, 'nextTapeNodeId'>>, compute: () => T): T {
  const state = engineState();
  const { activeTape, gradientDepth, kernelDepth } = state;
  Object.assign(state, change);
  try {
    return compute();
  } finally {
    Object.assign(state, { activeTape, gradientDepth, kernelDepth });
  }
}
