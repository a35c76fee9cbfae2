/**
 * The installer of the engine, in plain JavaScript: `tools/setup` runs it before anything is built.
 * Types for TypeScript stand in index.d.mts.
 */
export { EngineError } from './engine-error.mjs';
export { findEngine, linkEngine } from './find-engine.mjs';
export { cacheFolder } from './folders.mjs';
export { installEngine } from './install-engine.mjs';
export { withLock } from './lock.mjs';
export { changedFiles } from './manifest.mjs';
export { runCommand } from './run-command.mjs';
export { tfjsPackage } from './target.mjs';
export { findTools, missingTools } from './tools.mjs';
