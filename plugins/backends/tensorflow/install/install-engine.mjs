import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { EngineError } from './engine-error.mjs';
import { findEngine, linkEngine } from './find-engine.mjs';
import { enginesFolder } from './folders.mjs';
import { withLock } from './lock.mjs';
import { writeManifest } from './manifest.mjs';
import { publishedRoute } from './published-route.mjs';
import { must, runCommand } from './run-command.mjs';
import { engineFolder, tfjsPackage, variantsInOrder, wantedVariant } from './target.mjs';
import { wheelRoute, wheelSizes } from './wheel-route.mjs';

/** @typedef {{ tell: (line: string) => void, signal?: AbortSignal }} Context */

/**
 * Installs the engine for this machine and links it into tfjs-node; does nothing where that is done already.
 * Safe to be run twice at once, and to be killed: an engine appears in the cache complete or not at all.
 * @param {{ tell?: (line: string) => void, signal?: AbortSignal, force?: boolean }} [options]
 *   `force` builds it anew, and tries again what failed before
 * @returns {Promise<import('./find-engine.mjs').FoundEngine>}
 * @throws {EngineError} 69 with each route and why it failed, 74 when the cache cannot be written, 75 when interrupted
 */
export async function installEngine({ tell = toStderr, signal, force = false } = {}) {
  const present = force ? undefined : satisfying();
  if (present) return linked(present);
  const lock = join(enginesFolder(), '.lock');
  const waiting = (/** @type {string} */ owner) =>
    tell(`Another set-up is installing the engine (${owner}); waiting for it …`);
  try {
    return await withLock(
      lock,
      async () => linked((force ? undefined : satisfying()) ?? (await install({ tell, signal }))),
      { waiting, signal },
    );
  } catch (error) {
    throw asEngineError(error);
  }
}

/** What is there, unless something better for this machine has not been tried yet. */
function satisfying() {
  const found = findEngine();
  if (!found || found.variant === wantedVariant() || found.variant === 'own') return found;
  return existsSync(failureNote(wantedVariant())) ? found : undefined;
}

/** @param {Context} context */
async function install(context) {
  mkdirSync(enginesFolder(), { recursive: true });
  // The lock is held, so whatever is unfinished belongs to a process that died.
  for (const name of readdirSync(enginesFolder())) {
    if (name.startsWith('.partial-'))
      rmSync(join(enginesFolder(), name), { recursive: true, force: true, maxRetries: 5 });
  }
  const failures = [];
  for (const variant of variantsInOrder()) {
    try {
      return await installVariant(variant, context);
    } catch (error) {
      if (error instanceof EngineError && error.exitCode !== 69) throw error;
      failures.push(`${routeName(variant)}: ${/** @type {Error} */ (error).message}`);
      context.tell(`This way failed. ${failures.at(-1)}`);
      writeFileSync(failureNote(variant), `${failures.at(-1)}\n`);
    }
  }
  throw new EngineError(`The TensorFlow engine could not be installed.\n  ${failures.join('\n  ')}`);
}

/** @param {'cpu' | 'cuda' | 'published'} variant @param {Context} context */
async function installVariant(variant, context) {
  const folder = engineFolder(variant);
  const gigabytes = variant === 'published' ? 1 : wheelSizes[variant].disk;
  const { bavail, bsize } = statfsSync(enginesFolder());
  if (bavail * bsize < gigabytes * 1e9) {
    const free = ((bavail * bsize) / 1e9).toFixed(1);
    throw new EngineError(
      `${enginesFolder()} has ${free} GB free, the engine needs ${gigabytes} GB. Set WEITIAO_CACHE to a folder with room.`,
      74,
    );
  }
  const partial = mkdtempSync(join(enginesFolder(), '.partial-'));
  try {
    await (variant === 'published' ? publishedRoute(partial, context) : wheelRoute(partial, variant, context));
    const library = `TensorFlow ${await loadedVersion(partial, context.signal)}`;
    const manifest = await writeManifest(partial, { library, route: routeName(variant) });
    rmSync(folder, { recursive: true, force: true });
    chmodSync(partial, 0o755); // others may read a cache that they share
    renameSync(partial, folder);
    rmSync(failureNote(variant), { force: true });
    context.tell(`${library} (${variant}) is installed in ${folder}`);
    return { variant, folder, manifest };
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** Loads the addon in a process of its own, which shows that it works on this machine. @param {string} folder */
async function loadedVersion(folder, /** @type {AbortSignal | undefined} */ signal) {
  const addon = join(folder, 'lib', `napi-v${tfjsPackage().napi}`, 'tfjs_binding.node');
  const script = `process.stdout.write(require(${JSON.stringify(addon)}).TF_Version)`;
  return must(runCommand(process.execPath, ['--eval', script], { signal }), 'the addon was built and does not load');
}

/** @param {'cpu' | 'cuda' | 'published'} variant */
const routeName = (variant) =>
  variant === 'published' ? 'binary published by tfjs-node' : `TensorFlow wheel, ${variant}`;

/** Why a variant could not be installed here; while it is there, the next one is good enough. @param {'cpu' | 'cuda' | 'published'} variant */
const failureNote = (variant) => `${engineFolder(variant)}.failed`;

/** @param {import('./find-engine.mjs').FoundEngine} engine */
function linked(engine) {
  linkEngine(engine);
  return engine;
}

/** @param {unknown} error */
function asEngineError(error) {
  if (error instanceof EngineError) return error;
  const { code, message, name } = /** @type {NodeJS.ErrnoException} */ (error);
  if (name === 'AbortError') return new EngineError('Interrupted. Run the same command again.', 75, { cause: error });
  const writing = ['ENOSPC', 'EACCES', 'EROFS', 'EPERM', 'EDQUOT', 'ENOTDIR'].includes(code ?? '');
  if (!writing) return error;
  return new EngineError(
    `Cannot write the engine into ${enginesFolder()}: ${message}. Set WEITIAO_CACHE to another folder.`,
    74,
    { cause: error },
  );
}

const toStderr = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);
