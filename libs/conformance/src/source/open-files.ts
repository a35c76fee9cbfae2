import { readdirSync, readlinkSync, statSync } from 'node:fs';

const descriptors = '/proc/self/fd';

/** Descriptor and path of the regular files that this process has open; none where the system does not tell (it does on Linux). */
export function openFiles(): string[] {
  try {
    return readdirSync(descriptors).flatMap(pathOf);
  } catch {
    return [];
  }
}

/** A descriptor may be closed between being listed and being asked. */
function pathOf(descriptor: string): string[] {
  try {
    const path = readlinkSync(`${descriptors}/${descriptor}`);
    return statSync(path).isFile() ? [`${descriptor} ${path}`] : [];
  } catch {
    return [];
  }
}
