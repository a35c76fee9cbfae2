import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError as SetupError, runCommand } from '../../../plugins/backends/tensorflow/install/index.mjs';
import { inFolder, readStamp, root, tell, writeStamp } from './checkout.mjs';

const stamp = 'build';

/** Whether nothing that is built has changed since it was: some milliseconds instead of the seconds that nx takes to say so. */
export const buildIsCurrent = () => readStamp(stamp) === fingerprint();

/** Builds every package, dependencies first; nx takes what has not changed from its cache. @param {AbortSignal} signal */
export async function buildPackages(signal) {
  tell('Building the packages …');
  const args = [nx, 'run-many', '--targets=build', '--outputStyle=static'];
  const { code, output, errors } = await runCommand(process.execPath, args, {
    ...{ folder: root, environment: nxEnvironment(), signal },
    onLine: (line) => /^> nx run \S+:build/.test(line) && tell(line.replace('> nx run', ' ')),
  });
  if (code !== 0) throw new SetupError(`${output}${errors}\nThe build failed, see above.`, 70);
  writeStamp(stamp, fingerprint());
}

export const nx = inFolder('node_modules', 'nx', 'dist', 'bin', 'nx.js');

/** No process that stays behind, no questions, no page that redraws itself. */
export const nxEnvironment = () => ({
  ...process.env,
  NX_DAEMON: 'false',
  NX_TUI: 'false',
  NX_ISOLATE_PLUGINS: 'false',
});

/** A hash of path, size and time of every file that the build reads, and of which packages have been built. */
function fingerprint() {
  const hash = createHash('sha256');
  const add = (/** @type {string} */ path) => {
    const { size, mtimeMs } = statSync(inFolder(path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  };
  for (const file of ['package-lock.json', 'tsconfig.base.json', 'nx.json']) add(file);
  for (const folder of ['libs', 'plugins', 'apps', 'tools'])
    walk(folder, add, (path) => hash.update(`${path} is built\n`));
  return hash.digest('hex');
}

const ignored = /^(node_modules|__fixtures__|.*\.spec\.ts|.*\.md|.*\.py)$/;

/** @param {string} folder @param {(path: string) => void} file @param {(path: string) => void} built */
function walk(folder, file, built) {
  if (!existsSync(inFolder(folder))) return;
  for (const entry of readdirSync(inFolder(folder), { withFileTypes: true }).sort(byName)) {
    const path = join(folder, entry.name);
    if (ignored.test(entry.name)) continue;
    if (entry.name === 'dist') built(path);
    else if (entry.isDirectory()) walk(path, file, built);
    else if (entry.isFile()) file(path);
  }
}

/** @param {{ name: string }} a @param {{ name: string }} b */
const byName = (a, b) => (a.name < b.name ? -1 : 1);
