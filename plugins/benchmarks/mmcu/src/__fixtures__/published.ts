import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Raw answers of seven models beside the checkout, as MMCU published them: only some machines have them. */
const folder = fileURLToPath(new URL('../../../../../../shared/data/MMCU/test_results', import.meta.url));
export const hasPublished = existsSync(folder);

export interface PublishedLine {
  readonly answer: string;
  readonly label: string;
  readonly correct: boolean;
}
export interface PublishedSheet {
  readonly model: string;
  readonly sheet: string;
  readonly lines: readonly PublishedLine[];
  /** Rounded to three decimals, as it stands in the last line. */
  readonly accuracy: number;
}

/** A label may end with a line break, so a record is not a line. */
export function publishedSheets(): PublishedSheet[] {
  return readdirSync(folder).flatMap((model) =>
    readdirSync(join(folder, model, 'zero_shot')).map((sheet) => {
      const text = readFileSync(join(folder, model, 'zero_shot', sheet), 'utf8');
      const records = [...text.matchAll(/([^|\n]*)\|\|\|([^|]*)\|\|\|(True|False)\n/g)];
      const lines = records.map(([, answer = '', label = '', correct]) => ({
        answer,
        label,
        correct: correct === 'True',
      }));
      return { model, sheet, lines, accuracy: Number(/Average accuracy (\d\.\d{3})/.exec(text)![1]) };
    }),
  );
}

export function grouped<Key, Value>(values: readonly Value[], keyOf: (value: Value) => Key): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
}
