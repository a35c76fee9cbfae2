import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own file system, or undefined where this process may not mount one. `free` unmounts it. */
export interface Mounted {
  readonly folder: string;
  free(): void;
}

/** @param refused what such a disk does not take: some systems mount what they are asked for and keep to none of its limits */
function mounted(options: string, prepare: (folder: string) => void, refused: Uint8Array): Mounted | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'weitiao-disk-'));
  const run = (program: string, ...args: string[]) => execFileSync(program, [...args, folder], { stdio: 'ignore' });
  const free = () => {
    run('umount', '-l');
    rmSync(folder, { recursive: true });
  };
  try {
    run('mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs');
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  try {
    prepare(folder);
    run('mount', '-o', options);
    if (refuses(join(folder, 'probe'), refused)) return { folder, free };
  } catch {
    // It is as if nothing could be mounted.
  }
  free();
  return undefined;
}

function refuses(file: string, content: Uint8Array): boolean {
  try {
    writeFileSync(file, content);
    return false;
  } catch {
    return true;
  } finally {
    rmSync(file, { force: true });
  }
}

/** One megabyte. */
export const smallDisk = (): Mounted | undefined => mounted('remount,size=1m', () => undefined, Buffer.alloc(2 ** 21));

/** Holds an empty folder `here`; nothing can be written, by root neither. */
export const readOnlyDisk = (): Mounted | undefined =>
  mounted('remount,ro', (folder) => mkdirSync(join(folder, 'here')), Buffer.alloc(0));
