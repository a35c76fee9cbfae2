import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own file system, or undefined where this process may not mount one. `free` unmounts it. */
export interface Mounted {
  readonly folder: string;
  free(): void;
}

function mounted(options: string, prepare: (folder: string) => void): Mounted | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'weitiao-disk-'));
  const mount = (...more: string[]) => execFileSync('mount', [...more, folder], { stdio: 'ignore' });
  try {
    mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs');
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  prepare(folder);
  mount('-o', options);
  return {
    folder,
    free() {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

/** One megabyte. */
export const smallDisk = (): Mounted | undefined => mounted('remount,size=1m', () => undefined);

/** Holds an empty folder `here`; nothing can be written, by root neither. */
export const readOnlyDisk = (): Mounted | undefined =>
  mounted('remount,ro', (folder) => mkdirSync(join(folder, 'here')));
