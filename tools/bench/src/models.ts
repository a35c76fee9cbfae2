import bloom from '@weitiao/model-bloom';
import llama from '@weitiao/model-llama';
import qwen from '@weitiao/model-qwen';

const plugins = { bloom, llama, qwen2: qwen };

/** The plugin of a model that is measured. @param modelType of config.json */
export function models(modelType: string): typeof bloom {
  const found = plugins[modelType as keyof typeof plugins];
  if (!found)
    throw new Error(`No model of type ${modelType} is measured; those are ${Object.keys(plugins).join(', ')}.`);
  return found;
}
