import { readJson } from '@nx/devkit';
import { isAbsolute, posix } from 'node:path';

/**
 * Where a method's package goes.
 * @typedef {object} Place
 * @property {boolean} isHere in Weitiao's own repository, among its plugins
 * @property {string} folder from the root of the workspace
 * @property {string} packageName
 */

/**
 * @param {import('@nx/devkit').Tree} tree
 * @param {{ name: string, directory?: string, packageName?: string }} options
 * @returns {Place}
 * @throws {Error} when the place or the package's name is none, or is taken
 */
export function placeOf(tree, { name, directory, packageName }) {
  const isHere = readJson(tree, 'package.json').name === '@weitiao/source';
  const wanted = isHere
    ? { folder: `plugins/peft/${name}`, packageName: `@weitiao/peft-${name}` }
    : { folder: `packages/${name}`, packageName: `weitiao-peft-${name}` };
  const given = {
    folder: directory === undefined ? wanted.folder : folderOf(directory),
    packageName: packageName ?? wanted.packageName,
  };
  if (isHere && (given.folder !== wanted.folder || given.packageName !== wanted.packageName)) {
    throw new Error(
      `In this repository a method "${name}" is ${wanted.packageName} in ${wanted.folder}: leave out --directory and --packageName.`,
    );
  }
  if (!/^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/.test(given.packageName)) {
    throw new Error(`"${given.packageName}" is no name of a package: small letters, digits, hyphens; @scope/ before it.`); // prettier-ignore
  }
  checkFree(tree, name, given);
  return { isHere, ...given };
}

/** @param {string} directory */
function folderOf(directory) {
  const folder = posix.normalize(directory.replaceAll('\\', '/')).replace(/\/$/, '');
  if (isAbsolute(directory) || folder === '.' || folder.split('/')[0] === '..')
    throw new Error(`--directory ${directory}: wanted is a folder inside this workspace, such as packages/my-method.`);
  return folder;
}

/** @param {import('@nx/devkit').Tree} tree @param {string} name @param {{ folder: string, packageName: string }} place */
function checkFree(tree, name, { folder, packageName }) {
  if (tree.exists(folder) && tree.children(folder).length > 0)
    throw new Error(`${folder} is there already. Choose another name, or remove the folder.`);
  const taken = [packageName, `@weitiao/peft-${name}`].find((one) => tree.exists(`node_modules/${one}/package.json`));
  if (taken !== undefined)
    throw new Error(`The name "${name}" is taken: ${taken} is installed, and a study would not know which is meant.`);
}
