import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of two runs of a trial. */
export interface ComparedFile {
  /** Its path in the run folder. */
  readonly name: string;
  readonly same: boolean;
}

/** Compares what "the same result" means: adapter/ or model/, evaluations/ and result.json, byte for byte. */
export async function compareRuns(one: string, other: string): Promise<ComparedFile[]> {
  const names = [...new Set([...(await filesOf(one)), ...(await filesOf(other))])].sort();
  return Promise.all(names.map(async (name) => ({ name, same: await isSame(join(one, name), join(other, name)) })));
}

async function filesOf(run: string): Promise<string[]> {
  const folders = ['adapter', 'model', 'evaluations'].filter((name) => existsSync(join(run, name)));
  const inside = folders.map(async (folder) => (await readdir(join(run, folder))).map((name) => `${folder}/${name}`));
  return ['result.json', ...(await Promise.all(inside)).flat()];
}

async function isSame(one: string, other: string): Promise<boolean> {
  return existsSync(one) && existsSync(other) && (await readFile(one)).equals(await readFile(other));
}
