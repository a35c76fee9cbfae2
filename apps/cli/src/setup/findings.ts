import { describePlugins, type PluginCatalogue } from '@weitiao/container';
import { configuredEngines } from '@weitiao/study';
import { installedPlugins } from '../plugin-folders.js';
import { enginePackages, type EnginePackage } from './engine-package.js';

/** One thing that was looked at. */
export interface Finding {
  readonly what: string;
  readonly found?: string;
  /** What is wrong and what to do, a line each. */
  readonly problems: readonly string[];
}

/** Everything that weitiao needs on a machine. */
export async function findings(): Promise<Finding[]> {
  const plugins = installedPlugins();
  return [nodeVersion(process.versions.node), await engineFinding(plugins), await pluginFinding(plugins)];
}

export function nodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isEnough = major > 20 || (major === 20 && minor >= 19);
  return {
    what: 'Node.js',
    found: version,
    problems: isEnough ? [] : ['20.19 or newer is needed: https://nodejs.org'],
  };
}

async function engineFinding(plugins: PluginCatalogue): Promise<Finding> {
  const what = 'tensor engine';
  try {
    const engines = await enginePackages(plugins);
    if (engines.length === 0) return { what, problems: ['none is installed: npm install @weitiao/backend-tensorflow'] };
    const each = await Promise.all(
      engines.map(async (engine) => ({ engine, problems: await problemsOf(plugins, engine) })),
    );
    const working = each.find(({ problems }) => problems.length === 0);
    if (working)
      return { what, found: `${working.engine.plugin.name} (${working.engine.plugin.packageName})`, problems: [] };
    return {
      what,
      problems: each.flatMap(({ engine, problems }) => problems.map((problem) => `${engine.plugin.name}: ${problem}`)),
    };
  } catch (error) {
    return { what, problems: [(error as Error).message] };
  }
}

async function problemsOf(plugins: PluginCatalogue, { plugin, problems }: EnginePackage): Promise<readonly string[]> {
  const [engine] = await configuredEngines(plugins, 2, plugin.packageName);
  const missing = engine!.missing();
  return (await problems?.()) ?? (missing === undefined ? [] : [missing]);
}

async function pluginFinding(plugins: PluginCatalogue): Promise<Finding> {
  const described = await describePlugins(plugins);
  const faults = described.flatMap(({ fault }) => fault ?? []);
  const broken = plugins.faults.map(({ packageName, reason }) => `${packageName}: ${reason}`);
  return {
    what: 'plugins',
    found: `${described.length - faults.length} can be used`,
    problems: [...faults, ...broken],
  };
}
