import type { z } from 'zod';
import { definePlugin, type Component } from './component.js';
import type { Services } from './services.js';

/** A trial that is to run in a process of its own. */
export interface TrialWork {
  readonly id: string;
  /** Its manifest.json, absolute. */
  readonly manifest: string;
  /** Its run folder, absolute. Success is exit code 0 and a result.json in it. */
  readonly output: string;
}

export interface LaunchServices extends Services {
  /** A program and its first arguments; `trial run <manifest> --output <folder>` follows. */
  readonly command: readonly string[];
}

/** What becomes of trials. Each of them ends once, or not at all when the launch was stopped. */
export type LaunchEvent =
  | { readonly type: 'trial-start'; readonly id: string; readonly attempt: number }
  /** It will be started again. */
  | { readonly type: 'trial-retry'; readonly id: string; readonly reason: string }
  /** Another process works on it. */
  | { readonly type: 'trial-waits'; readonly id: string }
  | { readonly type: 'trial-end'; readonly id: string; readonly exitCode: number; readonly message: string };

/** Starts trials somewhere, by the exit codes and files of a run folder alone. */
export interface Launcher extends Component<'launcher'> {
  /** Runs every trial to its end; when one fails, the others go on. A stop (`services.signal`) lets trials save what they have. */
  launch(trials: readonly TrialWork[], services: LaunchServices): AsyncIterable<LaunchEvent>;
}

export const defineLauncher = <Schema extends z.ZodType>(definition: {
  name: string;
  options: Schema;
  launch(trials: readonly TrialWork[], options: z.output<Schema>, services: LaunchServices): AsyncIterable<LaunchEvent>;
}) => {
  const { name, options: schema, launch } = definition;
  return definePlugin<'launcher', Schema, Launcher>('launcher', name, schema, (options) => ({
    launch: (trials: readonly TrialWork[], services: LaunchServices) => launch(trials, options, services),
  }));
};
