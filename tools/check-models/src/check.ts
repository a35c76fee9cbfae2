import { attempt, wrong, type ModelFolder, type TableRow } from '@weitiao/python-reference';
import { tableRow, type Found } from './columns.js';
import { logitCells } from './logit-cells.js';
import { askPython } from './python-side.js';
import { saveForms, tripCell, type Saved } from './round-trip.js';
import { stepCell, type Steps } from './step-cell.js';
import { fullStep, loraStep } from './step.js';
import { openSubject, type Subject } from './subject.js';

export interface CheckOptions {
  /** Folder that Python shares. */
  readonly exchange: string;
  readonly withPython: boolean;
  readonly say: (text: string) => void;
}

interface Entry {
  readonly model: ModelFolder;
  readonly found: Found;
  readonly ours?: { readonly subject: Subject; readonly saved: Saved; readonly steps: Steps };
}

/** A row of the table for each checkpoint. */
export async function checkModels(models: readonly ModelFolder[], options: CheckOptions): Promise<TableRow[]> {
  const entries: Entry[] = [];
  for (const model of models) {
    options.say(`${model.family} ${model.name}`);
    entries.push(await checkOurs(model, options).catch((error: Error) => failed(model, error)));
  }
  const subjects = new Map(entries.flatMap(({ ours }) => (ours ? [[ours.subject, ours.saved] as const] : [])));
  const answers = await askPython(options.exchange, subjects, options.say);
  const rows: TableRow[] = [];
  for (const { model, found, ours } of entries) {
    const python = ours && answers.get(ours.subject);
    const theirs = python && {
      'train step': await attempt(() => stepCell(ours.steps, ours.subject.exchange, python)),
      'round trip': await attempt(() => tripCell(ours.subject, ours.saved, python)),
    };
    rows.push(tableRow(model.family, model.name, { ...found, ...theirs }, 'not run (--skip-python)'));
    if (ours) [ours.steps.lora.values, ours.steps.full.values, ours.subject.loaded.weights].forEach(disposed);
  }
  return rows;
}

/** What we do alone: logits, the steps, and the folders that Python will read. */
async function checkOurs(model: ModelFolder, { exchange, withPython }: CheckOptions): Promise<Entry> {
  const subject = await openSubject(model, exchange);
  const found = await logitCells(subject);
  if (!withPython) {
    disposed(subject.loaded.weights);
    return { model, found };
  }
  try {
    const steps = { lora: await loraStep(subject), full: await fullStep(subject) };
    return { model, found, ours: { subject, steps, saved: await saveForms(subject) } };
  } catch (error) {
    disposed(subject.loaded.weights);
    const cell = wrong((error as Error).message);
    return { model, found: { ...found, 'train step': cell, 'round trip': cell } };
  }
}

function failed(model: ModelFolder, { message }: Error): Entry {
  return { model, found: { logits: wrong(message) } };
}

const disposed = (owner: Disposable): void => owner[Symbol.dispose]();
