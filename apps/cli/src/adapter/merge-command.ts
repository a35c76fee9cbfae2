import { saveModel } from '@weitiao/checkpoint';
import type { MergeOptions } from '../commands/adapter.js';
import type { Console } from '../console.js';
import { located } from '../hub/located.js';
import { safetensorsType } from './number-type.js';
import { openMerged } from './open-merged.js';
import { tellWritten, weightsOf } from './written.js';

/** Folds adapters into their base and writes the model folder, unless it would do something else than the base with them. */
export async function runMerge(texts: readonly string[], given: MergeOptions, console: Console): Promise<number> {
  const { adapter: folders, ...options } = await located({ ...given, adapter: texts }, console);
  const type = safetensorsType(options.type ?? 'f32');
  await using merged = await openMerged(folders, options, console);
  await saveModel(options.output, { source: merged.base.folder, weights: weightsOf(merged), type });
  tellWritten(merged, { ...options, numbers: options.type ?? 'f32' }, console);
  return 0;
}
