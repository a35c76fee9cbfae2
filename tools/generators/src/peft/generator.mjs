import { generateFiles, logger, names, offsetFromRoot, writeJson } from '@nx/devkit';
import { join } from 'node:path';
import { checkName } from './check-name.mjs';
import { manifestOf } from './manifest.mjs';
import { placeOf } from './place.mjs';

/**
 * `nx g @weitiao/generators:peft my-method`: a package with a small method that works, and its spec. Nothing is installed and no file is
 * replaced.
 * @param {import('@nx/devkit').Tree} tree
 * @param {{ name: string, directory?: string, packageName?: string }} options
 * @returns {() => void} says what to do next
 * @throws {Error} when the name is none, or is taken; nothing is written then
 */
export default function generatePeft(tree, options) {
  const { name } = options;
  const templates = join(import.meta.dirname, 'files');
  checkName(name, join(templates, 'package'));
  const place = placeOf(tree, options);
  const { propertyName, constantName } = names(name);
  const words = {
    ...{ name, packageName: place.packageName, method: propertyName, peftType: constantName },
    ...{ root: offsetFromRoot(place.folder), title: name.replaceAll('-', ' ') },
  };
  generateFiles(tree, join(templates, 'package'), place.folder, words);
  generateFiles(tree, join(templates, place.isHere ? 'here' : 'elsewhere'), place.folder, words);
  writeJson(tree, join(place.folder, 'package.json'), manifestOf(place, words));
  return () => logger.info(nextSteps(place, name));
}

/** @param {import('./place.mjs').Place} place @param {string} name */
const nextSteps = ({ isHere, folder }, name) =>
  isHere
    ? `\n${folder} is made. Try it:\n  npm test -- peft-${name}\nSo that studies find it (use: ${name}):\n  npm install`
    : `\n${folder} is made. Where the workspaces of package.json name this folder, try it:\n  npm install\n  npx weitiao engine install\n  npm test --prefix ${folder}`;
