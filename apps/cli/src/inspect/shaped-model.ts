import { readModelConfig } from '@weitiao/checkpoint';
import type { PluginCatalogue } from '@weitiao/container';
import { didYouMean, StudyError, type BaseModel } from '@weitiao/core';
import { existsSync } from 'node:fs';

/** A model without weights, and the configuration that it is built from. */
export interface ShapedModel {
  readonly model: BaseModel;
  readonly config: Readonly<Record<string, unknown>>;
}

/** A model of a published size, or the one that a folder's config.json describes. */
export async function shapedModel(shape: string, plugins: PluginCatalogue): Promise<ShapedModel> {
  if (existsSync(shape)) {
    const { file, modelType, config } = await readModelConfig(shape);
    const source = (await plugins.load('model', plugins.forModelType(modelType, file)))({ from: shape });
    return { model: source.build(config), config };
  }
  const known: string[] = [];
  for (const installed of plugins.all.filter(({ kind }) => kind === 'model')) {
    const source = (await plugins.load('model', installed))({ from: shape });
    if (Object.hasOwn(source.shapes, shape)) {
      const config = source.shapes[shape] as ShapedModel['config'];
      return { model: source.build(config), config };
    }
    known.push(...Object.keys(source.shapes));
  }
  throw new StudyError(
    `There is no shape "${shape}".${didYouMean(shape, known)} Known: ${known.join(', ')}, and any folder with a config.json.`,
  );
}
