import type { PluginCatalogue } from '@weitiao/container';
import { WeitiaoError } from '@weitiao/core';
import { atItsPlace } from '../config/at-its-place.js';
import { parseStudy } from '../config/parse-study.js';
import type { SourceText } from '../config/source-text.js';
import type { StudyOptions } from '../config/study-file.js';
import type { Manifest } from '../manifest/manifest.js';
import { cellsOf, type Cell } from './cells.js';
import { checkRows } from './check-rows.js';
import type { Components, ForPart } from './components.js';
import type { KnownItems } from './hash-contents.js';
import { fittingComponents, manifestOf } from './plan-trial.js';

/** A trial of a study. Several cells may be the same trial; it runs once. */
export interface PlannedTrial {
  readonly manifest: Manifest;
  readonly components: Components;
  readonly cell: Cell;
}

export interface StudyPlan {
  readonly study: StudyOptions;
  readonly folder: string;
  /** Every trial once, in the order of the grid. */
  readonly trials: readonly PlannedTrial[];
}

/**
 * Study → trials, each with a manifest. Everything is checked that can be without engine and weights, so that a mistake in
 * the last trial is known before the first one starts.
 * @throws WeitiaoError (64, 65) with file, line, column and key
 */
export async function planStudy(source: SourceText, plugins: PluginCatalogue): Promise<StudyPlan> {
  const study = await parseStudy(source);
  const cells = cellsOf(study);
  const known: KnownItems = new Map();
  const trials = new Map<string, PlannedTrial>();
  for (const cell of cells) {
    const forPart = placesOf(source, study, cell, cells);
    const components = await fittingComponents(source.folder, cell.trial, plugins, forPart);
    const manifest = await manifestOf(source.folder, components, { forPart, known });
    if (!trials.has(manifest.id)) trials.set(manifest.id, { manifest, components, cell });
  }
  const sources = new Map([...trials.values()].map(({ cell, components }) => [cell.arm.data, components.data]));
  for (const [name, data] of sources) await checkRows(data, source.folder, usedBy('data', name, cells));
  return { study, folder: source.folder, trials: [...trials.values()] };
}

/** Said below an error. */
function usedBy(axis: 'model' | 'method' | 'data', name: string, cells: readonly Cell[]): string {
  const users = cells.filter(({ arm }) => arm[axis] === name).length;
  return `${users} of ${cells.length} trials use this ${axis}. Nothing was started.`;
}

/** Where the parts of a trial stand in the study. */
function placesOf(source: SourceText, study: StudyOptions, { arm }: Cell, cells: readonly Cell[]): ForPart {
  const names = { model: 'models', method: 'methods', data: 'data' } as const;
  return async ([part = '', ...rest], work) => {
    if (part === 'train') {
      const isAxis = study.grid.templates !== undefined && rest[0] === 'template';
      return atItsPlace(source, isAxis ? ['grid', 'templates'] : [part, ...rest], work);
    }
    if (part === 'benchmarks') return atItsPlace(source, [part, ...rest], work);
    const axis = part as keyof typeof names;
    const note = `  ${usedBy(axis, arm[axis], cells)}`;
    return atItsPlace(source, [names[axis], arm[axis], ...rest], work).catch((error: unknown) => {
      if (!WeitiaoError.isInstance(error)) throw error;
      throw new WeitiaoError(`${error.message}\n${note}`, error.exitCode, { cause: error });
    });
  };
}
