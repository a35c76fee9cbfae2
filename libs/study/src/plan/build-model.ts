import { readModelConfig } from '@weitiao/checkpoint';
import { DataFormatError, type BaseModel, type ModelSource } from '@weitiao/core';

/**
 * The model that a folder's config.json describes. Loads no weights.
 * @throws DataFormatError when the folder holds a model that this plugin does not read
 */
export async function buildModel(source: ModelSource, folder: string): Promise<BaseModel> {
  const { file, modelType, config } = await readModelConfig(folder);
  if (!source.modelTypes.includes(modelType)) {
    throw new DataFormatError(
      file,
      `"model_type" is "${modelType}", and model plugin "${source.name}" reads ${source.modelTypes.join(', ')}. Use the plugin for ${modelType}.`,
    );
  }
  return source.build(config);
}
