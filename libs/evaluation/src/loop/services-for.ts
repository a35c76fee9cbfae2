import type { Services } from '@weitiao/core';

/** Services that are aborted by a stop too; for programs those of the process. */
export function servicesFor(given: Services | undefined, stopping: AbortSignal): Services {
  return {
    folder: given?.folder ?? process.cwd(),
    ...(given?.hub && { hub: given.hub }),
    warn: given?.warn.bind(given) ?? ((message) => process.emitWarning(message)),
    signal: given ? AbortSignal.any([given.signal, stopping]) : stopping,
  };
}
