import { loadAdapter, loadWeights, readTensors } from '@weitiao/checkpoint';
import { ParameterStore, Weights } from '@weitiao/nn';
import { logitDifference, promptLogits } from '@weitiao/python-reference';
import { dispose, type Tensor } from '@weitiao/tensor';
import { join } from 'node:path';
import { within, wrong, type Cell } from './cell.js';
import type { PythonResult } from './python-side.js';
import type { Plugins, Trial } from './trial.js';
import { mergedLogits } from './merge-cell.js';

/** Of logits, in units of the largest. */
export const logitTolerance = 1e-4;
/** What an adapter must change at least, or a file without meaning would pass. */
const smallestEffect = 1e-3;

/** Python read ours. */
export function oursInPython({ exchange, errors }: PythonResult): Cell {
  if (!exchange) return wrong(errors.exchange ?? errors.make ?? 'ours was not written');
  const { missing, unexpected, difference, effect } = exchange;
  const keys = [...told('Python misses', missing), ...told('Python ignores', unexpected)];
  if (keys.length > 0) return wrong(keys.join('; '), difference);
  if (effect < smallestEffect) return wrong(`it changes logits by ${effect.toExponential(1)} only`, difference);
  return within([['logits', difference, logitTolerance]]);
}

const told = (what: string, keys: readonly string[]): string[] =>
  keys.length === 0 ? [] : [`${what} ${keys.length} keys: ${keys.slice(0, 3).join(', ')}`];

/** What was read of Python's adapter. */
export interface Theirs {
  readonly cell: Cell;
  /** Our merge of it beside peft's; absent where peft has none or ours was not asked for. */
  readonly merged?: number;
}

/** We read Python's. @param withMerge whether our merge is held against peft's too */
export async function theirsHere(
  trial: Trial,
  { errors }: PythonResult,
  plugins: Plugins,
  withMerge: boolean,
): Promise<Theirs> {
  if (errors.make) return { cell: wrong(errors.make) };
  const written = await readTensors(join(trial.folder, 'theirs.safetensors'));
  const logits = (prefix: string): Tensor[] =>
    trial.model.prompts.flatMap((_, number) => written.get(`${prefix}${number}`) ?? []);
  try {
    const read = await readTheirs(trial, plugins, withMerge && logits('merged.').length > 0);
    const difference = logitDifference(read.logits, logits(''));
    const effect = logitDifference(read.logits, logits('base.'));
    const merged = read.merged && logitDifference(read.merged, logits('merged.'));
    dispose([...read.logits, ...(read.merged ?? [])]);
    const cell =
      effect < smallestEffect
        ? wrong(`it changes logits by ${effect.toExponential(1)} only`, difference)
        : within([['logits', difference, logitTolerance]]);
    return { cell, ...(merged !== undefined && { merged }) };
  } finally {
    dispose([...written.values()]);
  }
}

async function readTheirs({ method, model, folder }: Trial, plugins: Plugins, withMerge: boolean) {
  const theirs = join(folder, 'theirs');
  if (!method.file) {
    using weights = new Weights(await loadWeights(theirs, model.model));
    return { logits: promptLogits({ model: model.model, weights }, [], model.prompts) };
  }
  const { adapter, tensors, method: read } = await loadAdapter(theirs, [...plugins.values()], model.model);
  using values = ParameterStore.of(tensors);
  if (read.name !== method.name) throw new Error(`it was read as ${read.name}, not as ${method.name}`);
  const logits = promptLogits(model, [{ adapter, values }], model.prompts);
  return { logits, ...(withMerge && { merged: mergedLogits(model, { adapter, values }) }) };
}
