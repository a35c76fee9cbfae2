import type { PluginCatalogue } from '@weitiao/container';
import { StudyError, UnavailableError, type EngineInfo, type TensorBackend } from '@weitiao/core';

export interface EngineChoice {
  /** 2 when absent: the bits depend on it, so it is never taken from the machine. */
  readonly threads?: number;
  /** Short name or package of the engine; `WEITIAO_BACKEND`, or the first that can start, when absent. */
  readonly backend?: string | undefined;
}

const defaultThreads = 2;
let started: { readonly info: EngineInfo; readonly threads: number } | undefined;

/**
 * The engine of this process: started at the first call.
 * @throws UnavailableError that says for each engine what is missing; StudyError when it runs with other threads than are wanted
 */
export async function startEngine(
  plugins: PluginCatalogue,
  { threads, backend = process.env['WEITIAO_BACKEND'] }: EngineChoice = {},
): Promise<EngineInfo> {
  if (started && threads !== undefined && threads !== started.threads) {
    throw new StudyError(
      `The engine of this process runs with ${started.threads} threads, and ${threads} are wanted; it starts once a process. Use one process for each.`,
    );
  }
  if (started) return started.info;
  const wanted = threads ?? defaultThreads;
  const engine = await choose(await configuredEngines(plugins, wanted, backend || undefined));
  started = { info: await engine.start(), threads: wanted };
  return started.info;
}

/** Every engine that is installed, or the named one. */
export async function configuredEngines(
  plugins: PluginCatalogue,
  threads: number,
  backend?: string,
): Promise<TensorBackend[]> {
  const names = backend
    ? [backend]
    : plugins.all.filter(({ kind }) => kind === 'backend').map(({ packageName }) => packageName);
  return Promise.all(names.map((use) => plugins.configure('backend', { use, threads })));
}

async function choose(engines: readonly TensorBackend[]): Promise<TensorBackend> {
  const reasons: string[] = [];
  for (const engine of engines) {
    const missing = engine.missing();
    if (missing === undefined) return engine;
    reasons.push(`  ${engine.name}: ${missing}`);
  }
  const advice =
    engines.length === 0 ? '  None is installed: npm install @weitiao/backend-tensorflow' : reasons.join('\n');
  throw new UnavailableError(`No tensor engine can be started.\n${advice}`);
}

/** `tfjs-node on TensorFlow 2.21.0, CPU, 2 threads`. */
export const describeEngine = ({ name, library, device, threads }: EngineInfo): string =>
  `${name} on ${library}, ${device}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
