import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ggufTypes, readModelConfig, saveGguf, saveModel, writeFileAtomically, writeFolder } from '@weitiao/checkpoint';
import { StudyError } from '@weitiao/core';
import type { LoadedBase } from '@weitiao/study';
import { checkTemplateName, modelfile, type Template } from '@weitiao/tokenizer';
import type { ExportOptions } from '../commands/adapter.js';
import type { Console } from '../console.js';
import { located } from '../hub/located.js';
import { templateReferenceOf } from '../program/template-reference-of.js';
import { installedPlugins } from '../plugin-folders.js';
import { numberType, safetensorsType } from './number-type.js';
import { openMerged, type OpenMerged } from './open-merged.js';
import { tellOtherTemplate } from './tell-other-template.js';
import { tellWritten, weightsOf } from './written.js';

/** Writes a model, with adapters folded in, for other programs. */
export async function runExport(texts: readonly string[], given: ExportOptions, console: Console): Promise<number> {
  const { adapter: folders, ...options } = await located({ ...given, adapter: texts }, console);
  const numbers = options.type ?? (options.to === 'huggingface' ? 'f32' : 'f16');
  const write = writer({ ...options, type: numbers }, (template) => tellOtherTemplate(folders, template, console));
  const isModel = folders.length === 1 && existsSync(join(folders[0]!, 'config.json'));
  if (isModel && options.model !== undefined)
    throw new StudyError(`${folders[0]} is a model folder itself: leave --model out, or name adapter folders.`);
  const asked = isModel ? { ...options, model: folders[0]! } : options;
  await using merged = await openMerged(isModel ? [] : folders, asked, console);
  await write(merged);
  tellWritten(merged, { ...options, numbers }, console);
  return 0;
}

/** Checks what can be checked before anything is loaded. @throws StudyError */
function writer(
  { to, output, type, template: name, shardSize }: ExportOptions & { readonly type: string },
  tell: (asked: Template) => Promise<void>,
): (merged: OpenMerged) => Promise<void> {
  if (to === 'huggingface') {
    const files = { type: safetensorsType(type), ...(shardSize !== undefined && { shardBytes: shardSize }) };
    return (merged) => saveModel(output, { source: merged.base.folder, weights: weightsOf(merged), ...files });
  }
  const stored = numberType(type, ggufTypes, 'A GGUF file');
  const gguf = async (merged: OpenMerged, file: string) => {
    const { folder, model, tokenizer } = merged.base;
    const beginsText = tokenizer.beforeText.length > 0;
    const spec = { source: folder, model, weights: weightsOf(merged), type: stored, beginsText };
    await saveGguf(file, { ...spec, layout: await layoutOf(merged.base) });
  };
  if (to === 'gguf') return (merged) => gguf(merged, output);
  const reference = templateReferenceOf(name);
  checkTemplateName(reference);
  return (merged) =>
    writeFolder(output, 'Modelfile', async (folder) => {
      const endOfText = merged.base.tokenizer.endOfText?.text ?? '';
      const template = await merged.base.template(reference);
      await tell(template);
      const text = modelfile({ from: './model.gguf', template, endOfText });
      await gguf(merged, join(folder, 'model.gguf'));
      await writeFileAtomically(join(folder, 'Modelfile'), text);
    });
}

/** @throws StudyError where the model's plugin does not say how llama.cpp knows it */
async function layoutOf({ folder }: LoadedBase) {
  const { file, modelType, config } = await readModelConfig(folder);
  const plugins = installedPlugins(folder);
  const plugin = plugins.forModelType(modelType, file);
  const layout = (await plugins.load('model', plugin))({ from: folder }).gguf(config);
  if (layout) return layout;
  throw new StudyError(
    `${plugin.packageName} does not say how llama.cpp knows a ${modelType} model, so no GGUF file can be written of it. Export it with --to huggingface, and convert that folder with llama.cpp.`,
  );
}
