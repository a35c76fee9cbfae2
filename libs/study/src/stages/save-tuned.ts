import { saveAdapter, saveModel, type TrainingTemplate } from '@weitiao/checkpoint';
import { virtualRows } from '@weitiao/nn';
import type { Tuned } from './tuned.js';

/** What a method leaves: an adapter folder in the PEFT format, or a whole model folder where base weights were trained. */
export const kindOfOutput = ({ method }: Pick<Tuned, 'method'>): 'adapter' | 'model' =>
  method?.file ? 'adapter' : 'model';

/**
 * Writes what was trained; the folder appears whole or not at all.
 * @param baseModel what the adapter's file says that it was trained on
 * @param template how the conversations were written; absent for plain text
 * @throws CannotWriteError
 */
export async function saveTuned(
  folder: string,
  tuned: Tuned,
  baseModel: string,
  template?: TrainingTemplate,
): Promise<void> {
  const { base, method, adapter, values } = tuned;
  if (!method?.file) {
    const { model, weights, folder: source } = base;
    const trained = (name: string) => adapter.weights?.get(name);
    const all = [...model.weights.keys()].map(
      (name) => [name, trained(name) ? values.get(trained(name)!) : weights.stored(name)] as const,
    );
    return saveModel(folder, { source, weights: new Map(all) });
  }
  const rows = virtualRows(base.model, base.weights, { adapter, values });
  try {
    await saveAdapter(folder, {
      method,
      model: base.model,
      adapter,
      values: (parameter) => values.get(parameter),
      baseModel,
      template,
      ...(rows ? { rows } : {}),
    });
  } finally {
    rows?.dispose();
  }
}
