import { CannotWriteError, exitCodes, UnavailableError } from '@weitiao/core';
import { EngineError, installEngine as install, type InstallOptions } from '../install/index.mjs';
import { engineInfo, type InstalledEngine } from './engine-info.js';

export type { InstallOptions };

/**
 * Installs the engine for this machine, by the first way that works, and tells which way failed and why. Returns at once when it is
 * there. Safe to be run twice at once and to be interrupted.
 * @throws UnavailableError when no way works, CannotWriteError when the cache cannot be written
 */
export async function installEngine(options: InstallOptions = {}): Promise<InstalledEngine> {
  try {
    await install(options);
  } catch (error) {
    throw wrapEngineError(error);
  }
  return engineInfo()!;
}

/** The installer is plain JavaScript without dependencies and has its own error; this turns it into the project's. */
export function wrapEngineError(error: unknown): unknown {
  if (!(error instanceof EngineError)) return error;
  if (error.exitCode === exitCodes.cannotWrite)
    return new CannotWriteError('the engine', error.message, { cause: error });
  return new UnavailableError(error.message, { cause: error });
}
