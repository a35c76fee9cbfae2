import { relative, resolve } from 'node:path';
import type { ModelHub } from '@weitiao/hub';

/** A path of a trial's options as one can use it from here; below the current folder it is short, for errors. */
export function inFolder(folder: string, path: string): string {
  const absolute = resolve(folder, path);
  const fromHere = relative(process.cwd(), absolute);
  return fromHere !== '' && !fromHere.startsWith('..') ? fromHere : absolute;
}

/** The folder of a model that a trial's options name, by a path or by an id. @throws StudyError, UnavailableError, DataFormatError, CannotWriteError */
export async function modelFolder(hub: ModelHub, folder: string, from: string): Promise<string> {
  const { path, source } = await hub.model(from, { folder });
  return source ? path : inFolder(folder, from);
}
