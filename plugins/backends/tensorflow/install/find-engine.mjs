import { existsSync, lstatSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from './engine-error.mjs';
import { readManifest } from './manifest.mjs';
import { engineFolder, tfjsPackage, variantsInOrder } from './target.mjs';

/**
 * An engine that can be loaded.
 * @typedef {object} FoundEngine
 * @property {'cpu' | 'cuda' | 'published' | 'own'} variant `own`: a binary that tfjs-node's install script or the user put there
 * @property {string} folder
 * @property {import('./manifest.mjs').Manifest} [manifest] absent for `own`
 */

/** The engine for this machine: from the cache, else what tfjs-node holds itself. @returns {FoundEngine | undefined} */
export function findEngine() {
  for (const variant of variantsInOrder()) {
    const folder = engineFolder(variant);
    const manifest = readManifest(folder);
    if (manifest) return { variant, folder, manifest };
  }
  return ownEngine();
}

/** A binary in tfjs-node's own folder. A link there is no such thing: it leads to an engine that this project made. */
function ownEngine() {
  const { folder, napi } = tfjsPackage();
  if (!existsSync(join(folder, 'lib', `napi-v${napi}`, 'tfjs_binding.node'))) return undefined;
  const linked = lstatSync(join(folder, 'lib')).isSymbolicLink();
  return linked ? undefined : { variant: /** @type {const} */ ('own'), folder };
}

/**
 * Makes tfjs-node load this engine: its folder `lib` becomes a link into the cache. `npm ci` takes the link away, so this is
 * done at every start; it costs a millisecond.
 * @param {FoundEngine} engine
 * @throws {EngineError} 74 when the package's folder cannot be written
 */
export function linkEngine({ variant, folder }) {
  if (variant === 'own') return;
  const [link, target] = [join(tfjsPackage().folder, 'lib'), join(folder, 'lib')];
  const present = lstatSync(link, { throwIfNoEntry: false });
  if (present?.isSymbolicLink() && readlinkSync(link) === target) return;
  const fresh = `${link}.new-${process.pid}`;
  const old = `${link}.old-${process.pid}`;
  try {
    symlinkSync(target, fresh);
    if (present && !present.isSymbolicLink()) renameSync(link, old);
    renameSync(fresh, link);
    rmSync(old, { recursive: true, force: true });
  } catch (cause) {
    throw new EngineError(`Cannot link the engine into ${link}: ${/** @type {Error} */ (cause).message}`, 74, {
      cause,
    });
  }
}
