import { StudyError, UnavailableError, type EngineInfo } from '@weitiao/core';
import { startEngine } from '@weitiao/tensor';
import { findEngine, linkEngine, tfjsPackage } from '../install/index.mjs';
import { deviceName } from './device-name.js';
import { howToInstall } from './engine-info.js';
import { keepThreads, loadedThreads, setEnvironment } from './environment.js';
import { wrapEngineError } from './install-engine.js';
import { nativeKernels } from './kernels.js';
import { loadTfjs } from './load-tfjs.js';

let started: Promise<EngineInfo> | undefined;

/**
 * Loads the engine, once a process: TensorFlow reads the number of threads when it is loaded and never again.
 * @throws UnavailableError when it cannot be loaded, StudyError when it runs with another number of threads
 */
export async function start(threads: number): Promise<EngineInfo> {
  const running = loadedThreads();
  if (running !== undefined && running !== threads) {
    throw new StudyError(
      `The TensorFlow engine runs with ${running} threads in this process and cannot change to ${threads}. ` +
        'One process has one engine: run what needs another number in a process of its own.',
    );
  }
  started ??= load(threads).catch((error: unknown) => {
    started = undefined;
    throw error;
  });
  return started;
}

async function load(threads: number): Promise<EngineInfo> {
  const { name } = prepare();
  setEnvironment(threads);
  const tfjs = loadTfjs(name);
  keepThreads(threads);
  await startEngine('tensorflow', nativeKernels());
  const { binding, isUsingGpuDevice } = tfjs.backend();
  return { name, library: `TensorFlow ${binding.TF_Version}`, device: deviceName(isUsingGpuDevice), threads };
}

/** Links the engine of the cache, which also mends what `npm ci` wiped. */
function prepare(): { name: string } {
  try {
    const engine = findEngine();
    if (!engine) throw new UnavailableError(howToInstall);
    linkEngine(engine);
    return tfjsPackage();
  } catch (error) {
    throw wrapEngineError(error);
  }
}
