import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { checkpointFiles, completeMark } from './layout-of-folder.js';

const mark = z.object({ sha256: z.record(z.string(), z.string()) });

/** Content of the mark: the hash of every file of the checkpoint. */
export async function markOf(folder: string): Promise<string> {
  const entries = await Promise.all(
    Object.values(checkpointFiles).map(async (name) => [name, await sha256(join(folder, name))]),
  );
  return `${JSON.stringify({ sha256: Object.fromEntries(entries) }, undefined, 2)}\n`;
}

/** Why the folder cannot be resumed from; undefined when all of it is there as it was written. */
export async function damage(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, completeMark), 'utf8').catch(() => undefined);
  if (text === undefined) return 'it was not written to its end';
  try {
    const wanted = mark.parse(JSON.parse(text)).sha256;
    for (const name of Object.values(checkpointFiles)) {
      if ((await sha256(join(folder, name))) !== wanted[name]) return `${name} is not as it was written`;
    }
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
