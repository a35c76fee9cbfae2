import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EngineError as SetupError, runCommand } from '../../../plugins/backends/tensorflow/install/index.mjs';
import { inFolder, readStamp, root, tell, writeStamp } from './checkout.mjs';

const stamp = 'packages';

/** Whether node_modules holds what package-lock.json says. */
export function packagesAreCurrent() {
  const installed = readFileOrNothing('node_modules/.package-lock.json');
  if (!installed) return false;
  const now = hashOf(readFileSync(inFolder('package-lock.json'), 'utf8'));
  if (readStamp(stamp) === now) return true;
  // Somebody may have run npm: then there is nothing to do but to take note.
  if (!holds(JSON.parse(installed), JSON.parse(readFileSync(inFolder('package-lock.json'), 'utf8')))) return false;
  writeStamp(stamp, now);
  return true;
}

/**
 * Installs the packages of the lock file. No script of a package runs.
 * @param {AbortSignal} signal
 */
export async function installPackages(signal) {
  tell('Installing packages (npm ci, about a minute) …');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const [program, ...before] = npm();
  const { code, errors } = await runCommand(program, [...before, ...args], { folder: root, signal });
  if (code === 127) throw new SetupError('npm is missing; it comes with Node: https://nodejs.org');
  if (code !== 0) throw new SetupError(`npm ci failed:\n  ${whatMatters(errors)}`);
  writeStamp(stamp, hashOf(readFileSync(inFolder('package-lock.json'), 'utf8')));
}

/** What npm says of a failure, without its manual and its stack. @param {string} errors */
const whatMatters = (errors) =>
  errors
    .split('\n')
    .filter((line) => /^npm error (?! )\S/.test(line))
    .slice(0, 12)
    .join('\n  ');

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} Locked
 * @param {{ packages: Record<string, Locked> }} installed @param {{ packages: Record<string, Locked> }} lock
 */
function holds({ packages: installed }, { packages: locked }) {
  return Object.entries(locked).every(([path, { version, integrity, optional, link }]) => {
    const present = installed[path];
    // npm leaves out what is for another platform.
    if (!present) return path === '' || optional === true;
    return link === present.link && version === present.version && integrity === present.integrity;
  });
}

/** The npm that called us, else the one beside this Node, else the one in the path. @returns {[string, ...string[]]} */
function npm() {
  const { npm_execpath: calling = '' } = process.env;
  const beside = join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const script = [calling, beside].find((path) => basename(path) === 'npm-cli.js' && existsSync(path));
  return script ? [process.execPath, script] : ['npm'];
}

/** @param {string} path */
const readFileOrNothing = (path) => (existsSync(inFolder(path)) ? readFileSync(inFolder(path), 'utf8') : undefined);

/** @param {string} text */
const hashOf = (text) => createHash('sha256').update(text).digest('hex');
