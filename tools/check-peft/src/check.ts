import type { AttachedAdapter } from '@weitiao/nn';
import { attempt, none, wrong, type Cell, type Column, type Row } from './cell.js';
import type { CaseFile } from './case-file.js';
import { oursInPython, theirsHere, type Theirs } from './exchange-cells.js';
import type { KitCells } from './kit-cells.js';
import { mergeCell, withPythons } from './merge-cell.js';
import { noisyAdapter, writeOurs } from './own-adapter.js';
import type { PythonResult } from './python-side.js';
import type { Plugins, Trial } from './trial.js';
import { trainingCell } from './training-cell.js';

/** Cells as they are found. */
export type Found = Partial<Record<Column, Cell>>;

/** What we do alone: writes our adapter for Python, and merges it. */
export async function checkOurs(trial: Trial, forPython: boolean): Promise<Found> {
  let attached: AttachedAdapter | undefined;
  try {
    const own = (attached = noisyAdapter(trial));
    const merge = await attempt(async () => mergeCell(trial, own));
    const written = forPython && (await attempt(async () => writeOurs(trial, own).then(() => ({ state: 'ok' }))));
    return { 'merge parity': merge, ...(written && written.state === 'wrong' && { 'ours → peft': written }) };
  } catch (error) {
    const cell = wrong((error as Error).message);
    return { 'merge parity': cell, 'ours → peft': cell };
  } finally {
    attached?.values[Symbol.dispose]();
  }
}

/** What Python's half says, and what we make of its files. */
export async function checkWithPython(
  trial: Trial,
  python: PythonResult,
  plugins: Plugins,
  found: Found,
): Promise<Found> {
  let theirs: Theirs | undefined;
  const withMerge = trial.case.merge === 'exact';
  const read = await attempt(async () => (theirs = await theirsHere(trial, python, plugins, withMerge)).cell);
  return {
    'peft → ours': read,
    'ours → peft': found['ours → peft'] ?? oursInPython(python),
    'training parity': await attempt(() => trainingCell(trial, python)),
    'merge parity': withPythons(found['merge parity']!, theirs?.merged),
  };
}

/** A row of cells that were found; the others say why they were not. */
export function rowOf(one: CaseFile, model: string, kit: KitCells | undefined, found: Found, otherwise: string): Row {
  const skipped = none(otherwise);
  const cells: Record<Column, Cell> = {
    kit: kit?.kit ?? none('not run (--skip-kit)'),
    'gradient check': kit?.gradient ?? none('not run (--skip-kit)'),
    'peft → ours': skipped,
    'ours → peft': skipped,
    'training parity': skipped,
    'merge parity': skipped,
    ...found,
  };
  return { name: one.name, model, cells };
}
