import { resolve } from 'node:path';
import { checkVocabulary, readModelConfig, saveModel } from '@weitiao/checkpoint';
import { DataFormatError } from '@weitiao/core';
import { firstWeights } from '@weitiao/nn';
import { startEngine } from '@weitiao/study';
import { dispose } from '@weitiao/tensor';
import { loadTokenizer } from '@weitiao/tokenizer';
import type { CreateModelOptions } from '../commands/model.js';
import { print, printJson, type Console } from '../console.js';
import { installedPlugins } from '../plugin-folders.js';

/** Writes a model of random weights, of the shape of a folder's config.json and with its tokenizer. @throws WeitiaoError */
export async function createModel(
  folder: string,
  { output, seed, json = false }: CreateModelOptions,
  { out }: Console,
): Promise<void> {
  const plugins = installedPlugins(resolve(folder));
  const { file, modelType, config } = await readModelConfig(folder);
  const plugin = await plugins.load('model', plugins.forModelType(modelType, file));
  const model = plugin({ from: folder }).build(config);
  const deviation = deviationOf(config, file);
  checkVocabulary(model, (await loadTokenizer(folder)).vocabulary, folder);
  await startEngine(plugins);
  const weights = firstWeights(model, { deviation, seed });
  const parameters = [...weights.values()].reduce((sum, { size }) => sum + size, 0);
  try {
    await saveModel(output, { source: folder, weights });
  } finally {
    dispose([...weights.values()]);
  }
  if (json) return printJson(out, { type: 'result', output, modelType, parameters, deviation, seed });
  print(
    out,
    `${output} written: ${parameters.toLocaleString('en')} random parameters, N(0, ${deviation}²), seed ${seed}`,
  );
}

/** transformers' own where config.json names none. */
function deviationOf({ initializer_range: given = 0.02 }: Readonly<Record<string, unknown>>, file: string): number {
  if (typeof given === 'number' && given > 0 && Number.isFinite(given)) return given;
  throw new DataFormatError(file, `initializer_range is ${JSON.stringify(given)}; a number above 0 was wanted.`);
}
