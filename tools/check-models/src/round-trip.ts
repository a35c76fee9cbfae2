import { loadWeights, saveModel } from '@weitiao/checkpoint';
import { referenceDifference } from '@weitiao/conformance/bench';
import { Weights } from '@weitiao/nn';
import { largestOf, within, wrong, type Cell } from '@weitiao/python-reference';
import { join } from 'node:path';
import { logitTolerance } from './logit-cells.js';
import type { PythonResult } from './python-side.js';
import type { Subject } from './subject.js';

const forms = {
  float32: { type: 'F32' },
  'float32 sharded': { type: 'F32', shardBytes: 8192 },
  bfloat16: { type: 'BF16' },
  'bfloat16 sharded': { type: 'BF16', shardBytes: 8192 },
  float16: { type: 'F16' },
} as const;

export type Saved = Readonly<Record<string, string>>;

/** Writes the model in every form. @returns form → folder */
export async function saveForms({ loaded, exchange, folder: source }: Subject): Promise<Saved> {
  const { names } = loaded.weights;
  const weights = new Map([...names].map((name) => [name, loaded.weights.get(name)]));
  const saved: Record<string, string> = {};
  for (const [form, files] of Object.entries(forms)) {
    // Shards of a large model would be thousands: a fifth of it each.
    const bytes = [...weights.values()].reduce((sum, { size }) => sum + 4 * size, 0);
    const shards = 'shardBytes' in files ? { shardBytes: Math.max(files.shardBytes, bytes / 5) } : {};
    const target = join(exchange, form.replace(' ', '-'));
    await saveModel(target, { source, weights, ...files, ...shards });
    saved[form] = target;
  }
  return saved;
}

/** Python read what we saved, every name in its place; and we read it again. */
export async function tripCell(subject: Subject, saved: Saved, { trip, errors }: PythonResult): Promise<Cell> {
  if (!trip) return wrong(errors.trip ?? errors.model ?? 'Python did not read it');
  const faults = Object.entries(trip).flatMap(([form, { missing, unexpected, mismatched }]) => [
    ...told(`${form}: Python misses`, missing),
    ...told(`${form}: Python does not know`, unexpected),
    ...told(`${form}: of another shape are`, mismatched),
  ]);
  if (faults.length > 0) return wrong(faults.join('; '));
  const own = await differenceOfOwn(subject, saved['float32 sharded']!);
  return largestOf(
    within([
      ...Object.entries(trip).map(
        ([form, { difference }]) => [`logits of ${form}`, difference, logitTolerance] as const,
      ),
      ['logits of what we read again', own, logitTolerance],
    ]),
  );
}

const told = (what: string, names: readonly string[]): string[] =>
  names.length === 0 ? [] : [`${what} ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' …' : ''}`];

async function differenceOfOwn({ loaded: { model }, numbers: { texts } }: Subject, folder: string): Promise<number> {
  using weights = new Weights(await loadWeights(folder, model));
  return referenceDifference({ model, weights, adapters: [] }, texts);
}
