import { open } from 'node:fs/promises';

/** Puts the entries of a folder on the disk: a rename survives a power cut only after this. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined); // some systems open no folders
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
