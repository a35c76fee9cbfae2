import { readModelConfig } from '@weitiao/checkpoint';
import type { BaseModel, Site } from '@weitiao/core';
import { print, printJson, type Console } from '../console.js';
import { installedPlugins } from '../plugin-folders.js';

/** What config.json describes, without loading the weights: architecture, sizes, places for adapters. */
export async function inspectModel(
  folder: string,
  { json = false }: { json?: boolean },
  { out }: Console,
): Promise<void> {
  const plugins = installedPlugins(folder);
  const { file, modelType, config } = await readModelConfig(folder);
  const installed = plugins.forModelType(modelType, file);
  const model = (await plugins.load('model', installed))({ from: folder }).build(config);
  const parameters = [...model.weights.values()].reduce((sum, shape) => sum + sizeOf(shape), 0);
  const { width, vocabulary, cache } = model;
  if (json)
    return printJson(out, {
      folder,
      modelType,
      plugin: installed.packageName,
      parameters,
      width,
      vocabulary,
      cache,
      sites: model.sites,
      weights: Object.fromEntries(model.weights),
    });
  print(out, `${folder}: ${modelType}, read by ${installed.packageName} ${installed.version}`);
  print(
    out,
    `${parameters.toLocaleString('en')} parameters in ${model.weights.size} weights · width ${width} · ${cache.layers} layers · vocabulary ${vocabulary.toLocaleString('en')}`,
  );
  print(out, `keys and values: ${cache.keyValueHeads} heads of ${cache.headWidth}`);
  print(out, 'Places where adapters may act (name in targetModules · role · shape · how many):');
  for (const line of siteLines(model)) print(out, `  ${line}`);
}

/** Sites that differ only in their layer are one line. */
function siteLines({ sites }: BaseModel): string[] {
  const groups = new Map<string, number>();
  for (const site of sites) groups.set(describe(site), (groups.get(describe(site)) ?? 0) + 1);
  return [...groups].map(([line, count]) => `${line} · ${count}`);
}

const describe = ({ path, kind, role, inputWidth, outputWidth }: Site): string =>
  `${kind.padEnd(9)} ${path.split('.').at(-1)!.padEnd(20)} ${role.padEnd(26)} ${inputWidth} → ${outputWidth}`;

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);
