import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { enginesFolder } from './folders.mjs';
import { EngineError } from './engine-error.mjs';

const require = createRequire(import.meta.url);

/**
 * The package that computes: `tfjs-node-gpu` where the user has installed it, else `tfjs-node`.
 * @returns {{ name: string, version: string, folder: string, napi: number }}
 */
export function tfjsPackage() {
  for (const name of ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node']) {
    const file = resolved(`${name}/package.json`);
    if (!file) continue;
    const { version, binary } = JSON.parse(readFileSync(file, 'utf8'));
    const supported = binary.napi_versions.filter(
      (/** @type {number} */ napi) => napi <= Number(process.versions.napi),
    );
    return { name: name.replace('@tensorflow/', ''), version, folder: dirname(file), napi: Math.max(...supported) };
  }
  throw new EngineError(
    '@tensorflow/tfjs-node is not installed here.\n  Install it: npm install @tensorflow/tfjs-node',
  );
}

/** @param {string} request */
function resolved(request) {
  try {
    return require.resolve(request);
  } catch {
    return undefined;
  }
}

/** @typedef {'cpu' | 'cuda'} Variant */

/** The engine for this machine: with CUDA where the driver of an NVIDIA device is loaded. `WEITIAO_ENGINE=cpu|cuda` overrules. */
export function wantedVariant(environment = process.env) {
  const { WEITIAO_ENGINE: own } = environment;
  if (own === 'cpu' || own === 'cuda') return own;
  if (own) throw new EngineError(`WEITIAO_ENGINE is "${own}". It can be cpu or cuda.`);
  const devices = '/proc/driver/nvidia/gpus';
  return process.arch === 'x64' && existsSync(devices) && readdirSync(devices).length > 0 ? 'cuda' : 'cpu';
}

/** What to use on this machine, best first. @returns {(Variant | 'published')[]} */
export const variantsInOrder = () => (wantedVariant() === 'cuda' ? ['cuda', 'cpu', 'published'] : ['cpu', 'published']);

/** The pinned wheels, with hashes; undefined where TensorFlow publishes none. @param {Variant} variant */
export function requirementsFile(variant) {
  const file = join(import.meta.dirname, 'requirements', `${variant}-${process.arch}.txt`);
  return process.platform === 'linux' && existsSync(file) ? file : undefined;
}

/** Version of TensorFlow that the wheels carry. */
export const tensorflowVersion = () =>
  /==([\d.]+)/.exec(readFileSync(join(import.meta.dirname, 'requirements', 'cpu-x64.txt'), 'utf8'))?.[1];

/**
 * Folder in the cache. Its name holds all that decides its content.
 * @param {Variant | 'published'} variant
 */
export function engineFolder(variant) {
  const { name, version, napi } = tfjsPackage();
  const library = variant === 'published' ? 'published' : `tensorflow-${tensorflowVersion()}-${variant}`;
  return join(enginesFolder(), `${library}-${name}-${version}-napi-v${napi}-${process.platform}-${process.arch}`);
}
