import type { z } from 'zod';
import { definePlugin, type Component } from './component.js';

/** What a run says of the engine it computes on. */
export interface EngineInfo {
  /** Package that computes, e.g. `tfjs-node`. */
  readonly name: string;
  /** Version of the numeric library beneath, e.g. `TensorFlow 2.21.0`. */
  readonly library: string;
  readonly device: string;
  readonly threads: number;
}

/** A tensor engine. */
export interface TensorBackend extends Component<'backend'> {
  /** Why it cannot start here and what to do, or undefined when it can. Loads nothing. */
  missing(): string | undefined;
  /**
   * Loads the engine and makes it the one that `@weitiao/tensor` computes on. Once a process.
   * @throws UnavailableError
   */
  start(): Promise<EngineInfo>;
}

export const defineBackend = <Schema extends z.ZodType>(definition: {
  name: string;
  options: Schema;
  missing(options: z.output<Schema>): string | undefined;
  start(options: z.output<Schema>): Promise<EngineInfo>;
}) => {
  const { name, options: schema, missing, start } = definition;
  return definePlugin<'backend', Schema, TensorBackend>('backend', name, schema, (options) => ({
    missing: () => missing(options),
    start: () => start(options),
  }));
};
