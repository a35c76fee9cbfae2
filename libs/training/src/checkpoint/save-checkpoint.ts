import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically, writeTensors } from '@weitiao/checkpoint';
import { CannotWriteError } from '@weitiao/core';
import type { ParameterStore } from '@weitiao/nn';
import type { OptimizerState } from '../optimizer/optimizer-state.js';
import type { CheckpointState } from './checkpoint-state.js';
import { markOf } from './complete-mark.js';
import { checkpointFiles, completeMark, stepFolder, stepFolders } from './layout-of-folder.js';
import { momentTensors } from './moment-tensors.js';

export interface SaveOptions {
  /** Folder of all checkpoints of the run. */
  readonly parent: string;
  /** How many of the newest stay. */
  readonly keep: number;
  readonly beforeCommit?: (() => void | Promise<void>) | undefined;
}

/**
 * Writes `step-S` and then its mark, and removes checkpoints that are not wanted any more. Killed at any moment, what was there before still is.
 * @returns the folder
 * @throws CannotWriteError
 */
export async function saveCheckpoint(
  values: ParameterStore,
  moments: OptimizerState,
  state: CheckpointState,
  options: SaveOptions,
): Promise<string> {
  const { folder } = stepFolder(options.parent, state.step);
  try {
    await write(folder, values, moments, state, options);
    await prune(options, state.step);
    return folder;
  } catch (error) {
    throw CannotWriteError.wrap(folder, error);
  }
}

async function write(
  folder: string,
  values: ParameterStore,
  moments: OptimizerState,
  state: CheckpointState,
  { beforeCommit }: SaveOptions,
) {
  const own = new Map(values.parameters.map((parameter) => [parameter.name, values.get(parameter)]));
  await remove(folder);
  try {
    await mkdir(folder, { recursive: true });
    await writeTensors(join(folder, checkpointFiles.values), own);
    await writeTensors(join(folder, checkpointFiles.moments), momentTensors(moments));
    await writeFileAtomically(join(folder, checkpointFiles.state), `${JSON.stringify(state, undefined, 2)}\n`);
    const mark = await markOf(folder);
    await beforeCommit?.();
    await writeFileAtomically(join(folder, completeMark), mark);
  } catch (error) {
    await remove(folder).catch(() => undefined); // the first error is the one to tell
    throw error;
  }
}

/** Keeps the newest up to this step. Later ones are left from a run that went on from a damaged checkpoint's predecessor. */
async function prune({ parent, keep }: SaveOptions, step: number): Promise<void> {
  const all = await stepFolders(parent);
  const kept = all.filter((found) => found.step <= step).slice(0, keep);
  for (const { folder } of all.filter((found) => !kept.includes(found))) await remove(folder);
}

/** The mark first: a folder that is half removed is no checkpoint. */
async function remove(folder: string): Promise<void> {
  await rm(join(folder, completeMark), { force: true });
  await rm(folder, { recursive: true, force: true });
}
