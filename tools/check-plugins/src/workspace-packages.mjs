import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Manifest the keys of a package.json that are checked
 * @property {string} name
 * @property {string} version
 * @property {string[]} [files]
 * @property {{ kind?: string, name?: string, modelTypes?: string[] }} [weitiao]
 * @property {{ tags?: string[] }} [nx]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 * @property {Record<string, string>} [peerDependencies]
 *
 * @typedef {{ folder: string, manifest: Manifest }} Package `folder` is relative to the checkout
 */

/** Every package of the workspace, as `workspaces` in the root's package.json lists them. @param {string} root @returns {Package[]} */
export function workspacePackages(root) {
  /** @type {{ workspaces: string[] }} */
  const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const folders = workspaces.flatMap((pattern) => expand(root, pattern));
  return folders.map((folder) => ({
    folder,
    manifest: JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')),
  }));
}

/** Folders with a package.json that a pattern such as `plugins/*\/*` names. @param {string} root @param {string} pattern */
function expand(root, pattern) {
  const step = (/** @type {string[]} */ folders, /** @type {string} */ part) =>
    part === '*' ? folders.flatMap((folder) => foldersIn(root, folder)) : folders.map((folder) => join(folder, part));
  return pattern
    .split('/')
    .reduce(step, [''])
    .filter((folder) => existsSync(join(root, folder, 'package.json')));
}

/** @param {string} root @param {string} folder */
function foldersIn(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
}
