import { describePlugins, shortName, type PluginDescription } from '@weitiao/container';
import { print, printJson, type Console } from '../console.js';
import { installedPlugins } from '../plugin-folders.js';

export async function listPlugins({ json = false }: { json?: boolean }, { out, err }: Console): Promise<void> {
  const plugins = installedPlugins();
  const described = await describePlugins(plugins);
  for (const plugin of described) {
    if (json) printJson(out, { ...plugin, use: shortName(plugin) });
    else describe(plugin).forEach((line) => print(out, line));
  }
  for (const { packageName, reason } of plugins.faults) print(err, `${packageName} is no usable plugin. ${reason}`);
}

function describe(plugin: PluginDescription): string[] {
  const reads = [...(plugin.modelTypes ?? []), ...(plugin.peftTypes ?? [])].join(', ');
  const head = `${plugin.kind.padEnd(9)} ${shortName(plugin).padEnd(16)} ${plugin.packageName} ${plugin.version}${reads ? `  reads ${reads}` : ''}`;
  if (plugin.fault) return [head, `${' '.repeat(10)}cannot be used: ${plugin.fault}`];
  return [head, `${' '.repeat(10)}options: ${plugin.options?.join(', ') || 'none'}`];
}
