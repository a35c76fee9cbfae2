import { changedFiles, findEngine, findTools, missingTools, tfjsPackage, type FoundEngine } from '../install/index.mjs';

/** The engine that `start()` would load. */
export interface InstalledEngine {
  /** Package and version, e.g. `tfjs-node 4.22.0`. */
  readonly package: string;
  /** E.g. `TensorFlow 2.21.0`; undefined for a binary that this project did not install: it says so when it is loaded. */
  readonly library: string | undefined;
  readonly variant: FoundEngine['variant'];
  /** How it was obtained. */
  readonly route: string;
  readonly folder: string;
  readonly bytes: number;
}

export const howToInstall = 'The TensorFlow engine is not installed. Install it: weitiao engine install';

/** What is installed, or undefined. Loads nothing. */
export function engineInfo(): InstalledEngine | undefined {
  const found = findEngineOrNothing();
  if (!found) return undefined;
  const { variant, folder, manifest } = found;
  const { name, version } = tfjsPackage();
  return {
    package: `${name} ${version}`,
    library: manifest?.library,
    variant,
    route: manifest?.route ?? 'put there by the install script of tfjs-node, or by hand',
    folder,
    bytes: manifest?.files.reduce((total, { bytes }) => total + bytes, 0) ?? 0,
  };
}

/**
 * What hinders the engine, one line each with what to do; empty when all is well. Reads every file of it (seconds).
 * Missing tools count only while there is no engine: an engine from the cache needs none.
 */
export async function engineProblems(): Promise<string[]> {
  const found = findEngineOrNothing();
  if (!found) return [howToInstall, ...missingTools(await findTools())];
  const changed = found.manifest ? await changedFiles(found.folder, found.manifest) : [];
  return changed.map(
    (path) => `${path} in ${found.folder} is not what was installed. Build it anew: weitiao engine install --force`,
  );
}

/** Undefined also where tfjs-node itself is absent. */
function findEngineOrNothing(): FoundEngine | undefined {
  try {
    return findEngine();
  } catch {
    return undefined;
  }
}
