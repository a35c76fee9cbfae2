import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFormatError } from '@weitiao/core';
import { checkpointState, type CheckpointState } from './checkpoint-state.js';
import { damage } from './complete-mark.js';
import { checkpointFiles, stepFolders } from './layout-of-folder.js';

/** A checkpoint that was found whole. */
export interface Checkpoint {
  readonly folder: string;
  readonly state: CheckpointState;
}

export interface SearchOptions {
  /** Only a run with this identity may resume from what is found. */
  readonly identity: string;
  /** Hears of folders that are passed over. */
  readonly warn?: (message: string) => void;
}

/**
 * The whole checkpoint with most steps; a damaged or unfinished one is passed over for the one before.
 * @param folders where `step-S` folders are; each may be absent
 * @throws DataFormatError when what is found belongs to another run
 */
export async function newestCheckpoint(
  folders: string | readonly string[],
  options: SearchOptions,
): Promise<Checkpoint | undefined> {
  const found = await Promise.all([folders].flat().map(stepFolders));
  for (const { folder } of found.flat().sort((a, b) => b.step - a.step)) {
    const fault = await damage(folder);
    if (fault === undefined) return { folder, state: await readState(folder, options.identity) };
    options.warn?.(`Passing over the checkpoint ${folder}: ${fault}.`);
  }
  return undefined;
}

async function readState(folder: string, identity: string): Promise<CheckpointState> {
  const path = join(folder, checkpointFiles.state);
  const parsed = checkpointState.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (!parsed.success) {
    throw new DataFormatError(
      path,
      'written by another version of this program. Choose another output folder, or delete this one.',
    );
  }
  if (parsed.data.identity !== identity) {
    throw new DataFormatError(
      path,
      `belongs to the run ${parsed.data.identity}, not to ${identity}. Choose another output folder.`,
    );
  }
  return parsed.data;
}
