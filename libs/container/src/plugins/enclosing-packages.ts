import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { foldersUpwards } from './installed-folder.js';
import { readPackage } from './read-package.js';

/** A package.json of the user, and the packages that it holds. */
export interface UserPackage {
  readonly file: string;
  readonly folder: string;
  /** Names of dependencies of every sort, and of the workspace's own packages. */
  readonly holds: readonly string[];
}

/** The package.json files of `folder` and of the folders above it, nearest first. */
export function enclosingPackages(folder: string): UserPackage[] {
  return [...foldersUpwards(folder)].flatMap((at) => {
    const found = readPackage(at);
    if (!found) return [];
    const { dependencies, devDependencies, optionalDependencies, peerDependencies, workspaces } = found;
    const named = [dependencies, devDependencies, optionalDependencies, peerDependencies].flat();
    const members = workspaces.flatMap((pattern) => matchingFolders(at, pattern.split('/'))).flatMap(nameOf);
    return [{ file: join(at, 'package.json'), folder: at, holds: [...new Set([...named, ...members])] }];
  });
}

function nameOf(folder: string): string[] {
  const name = readPackage(folder)?.name;
  return name ? [name] : [];
}

/** Folders that a workspace pattern such as `plugins/*` names; `*` stands for one folder. */
function matchingFolders(root: string, [segment, ...rest]: readonly string[]): string[] {
  if (segment === undefined) return [root];
  if (segment !== '*' && segment !== '**') return matchingFolders(join(root, segment), rest);
  return subfolders(root).flatMap((name) => matchingFolders(join(root, name), rest));
}

function subfolders(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
      .map(({ name }) => name);
  } catch {
    return [];
  }
}
