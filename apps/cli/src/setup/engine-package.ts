import { importPackage, type InstalledPlugin, type PluginCatalogue } from '@weitiao/container';

/** What an engine's package may export beside its plugin. */
export interface EnginePackage {
  readonly plugin: InstalledPlugin;
  /** Fetches and builds the engine; returns at once when it is there. */
  readonly install: ((options: { tell: (line: string) => void; signal: AbortSignal }) => Promise<object>) | undefined;
  /** What hinders it, a line each with what to do. */
  readonly problems: (() => Promise<readonly string[]>) | undefined;
}

/** The packages of the engines that may be used here: all, or the one that `WEITIAO_BACKEND` names. */
export async function enginePackages(plugins: PluginCatalogue): Promise<EnginePackage[]> {
  const named = process.env['WEITIAO_BACKEND'];
  const chosen = named ? [plugins.named('backend', named)] : plugins.all.filter(({ kind }) => kind === 'backend');
  return Promise.all(
    chosen.map(async (plugin) => {
      const exported = await importPackage(plugin);
      return { plugin, install: callable(exported['installEngine']), problems: callable(exported['engineProblems']) };
    }),
  );
}

const callable = <F>(value: unknown): F | undefined => (typeof value === 'function' ? (value as F) : undefined);
