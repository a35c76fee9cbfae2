import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Files of a checkpoint folder. */
export const checkpointFiles = {
  values: 'adapter.safetensors',
  moments: 'optimizer.safetensors',
  state: 'state.json',
} as const;

/** Written last: without it a folder is no checkpoint. Holds the hashes of the other files. */
export const completeMark = 'COMPLETE';

export interface StepFolder {
  readonly step: number;
  readonly folder: string;
}

export const stepFolder = (parent: string, step: number): StepFolder => ({
  step,
  folder: join(parent, `step-${step}`),
});

/** The checkpoint folders in a folder, complete or not, the newest first; none where that folder does not exist. */
export async function stepFolders(parent: string): Promise<StepFolder[]> {
  const names = await readdir(parent).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const steps = names.flatMap((name) => /^step-(\d+)$/.exec(name)?.[1] ?? []).map(Number);
  return steps.sort((a, b) => b - a).map((step) => stepFolder(parent, step));
}
