import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { join } from 'node:path';
import { matMul } from '@weitiao/tensor';
import { StudyError, UnavailableError } from '@weitiao/core';
import { tfjsPackage } from '../install/index.mjs';
import { loadedThreads, realProcess, wantsLog } from './environment.js';

const require = createRequire(import.meta.url);

/** What is used of tfjs-node. */
export interface TfjsNode {
  readonly matMul: unknown;
  backend(): { readonly binding: { readonly TF_Version: string }; readonly isUsingGpuDevice: boolean };
}

/**
 * Loads the package with its addon.
 * @throws UnavailableError with the reason, or when two copies of tfjs-core are installed; StudyError when other code loaded it before
 */
export function loadTfjs(name: string): TfjsNode {
  refuseLoaded(name);
  provideRemovedHelper();
  if (!wantsLog()) silenceLoading();
  const tfjs = requireQuietly(name);
  if (tfjs.matMul !== matMul) {
    throw new UnavailableError(
      `${name} and @weitiao/tensor each have a copy of @tensorflow/tfjs-core of their own, and tensors of one are unknown to the other.\n` +
        '  See which: npm ls @tensorflow/tfjs-core\n  Then make their versions agree (4.22 here) and run: npm dedupe',
    );
  }
  return tfjs;
}

function requireQuietly(name: string): TfjsNode {
  const { noDeprecation } = realProcess;
  // Newer versions of Node warn of modules that packages beneath tfjs still use; nobody here can act on it.
  realProcess.noDeprecation = true;
  try {
    return require(`@tensorflow/${name}`) as TfjsNode;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new UnavailableError(
      `${name} does not load: ${reason}\n  Build its addon anew: weitiao engine install --force`,
      { cause },
    );
  } finally {
    realProcess.noDeprecation = noDeprecation ?? false;
  }
}

/** Who loads tfjs-node directly leaves the number of threads to the machine, and with it the last bits of every result. */
function refuseLoaded(name: string): void {
  if (loadedThreads() !== undefined || !(require.resolve(`@tensorflow/${name}`) in require.cache)) return;
  throw new StudyError(
    `@tensorflow/${name} was loaded before the engine was started, so the number of threads cannot be set, and results depend on it. ` +
      'Start the engine first, and import tfjs-node afterwards: await import(…).',
  );
}

/** tfjs-node 4.22 calls `util.isNullOrUndefined`, of which Node 22 warns and which Node 23 took away. */
function provideRemovedHelper(): void {
  const util = require('node:util') as { isNullOrUndefined?: (value: unknown) => boolean };
  util.isNullOrUndefined = (value) => value === null || value === undefined;
}

/** See install/native/quiet.cc; only engines built here have it. */
function silenceLoading(): void {
  const { folder, napi } = tfjsPackage();
  const file = join(folder, 'lib', `napi-v${napi}`, 'quiet.node');
  const { RTLD_NOW, RTLD_GLOBAL } = constants.dlopen;
  if (existsSync(file)) realProcess.dlopen({ exports: {} }, file, RTLD_NOW | RTLD_GLOBAL);
}
