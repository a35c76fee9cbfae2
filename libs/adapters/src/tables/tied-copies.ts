import { baseWeight, parameter, tap, tiedHeadOf, type BaseModel, type Tap } from '@weitiao/core';
import { affine, gatherRows } from '@weitiao/tensor';

/**
 * Where the output head is the embedding, `modulesToSave` trains a copy of the table for each of the two that it names, as peft does: the other keeps the
 * base's. They are no weights in the base's place, as that has one table for both.
 * @param endings of paths, by peft's rule without regard to dots
 */
export function tiedCopies(model: BaseModel, endings: readonly string[]): Tap[] {
  const head = tiedHeadOf(model);
  const table = model.sites.find(({ kind }) => kind === 'embedding');
  if (!head || !table) return [];
  const isNamed = (path: string) => endings.some((ending) => path.endsWith(ending));
  const copy = (path: string) =>
    parameter(`${path}.weight`, [table.inputWidth, table.outputWidth], baseWeight(head.weight));
  return [
    ...(isNamed(table.path)
      ? [tap(table, { copy: copy(table.path) }, (tokens, _, { copy }) => gatherRows(copy, tokens))]
      : []),
    ...(isNamed(head.path) ? [tap(head, { copy: copy(head.path) }, (rows, _, { copy }) => affine(rows, copy))] : []),
  ];
}
