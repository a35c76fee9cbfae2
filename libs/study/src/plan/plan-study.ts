import { parseStudy } from '../config/parse-study.js';
import type { PluginCatalogue, Reference } from '@weitiao/container';
import { ModelHub } from '@weitiao/hub';
import type { SourceText } from '../config/source-text.js';
import type { StudyOptions } from '../config/study-file.js';
import type { SizeOutcome } from '../results/study-results.js';
import { cellsOf, type Cell, type MethodOn } from './cells.js';
import { checkRows } from './check-rows.js';
import { equalSizes, sizeNotes } from './equal-sizes.js';
import type { KnownItems } from './hash-contents.js';
import { placesOf, usedBy } from './places.js';
import { fittingComponents, manifestOf } from './plan-trial.js';
import { atRate, type PlannedSearch, type PlannedTrial } from './search.js';
import { searchNotes } from './search-notes.js';
import { studyPlan, type StudyPlan } from './study-plan.js';

/**
 * Study → trials, each with a manifest, and the tries that find their learning rates. Everything is checked that can be without engine and weights, so
 * that a mistake in the last trial is known before the first one starts.
 * @throws WeitiaoError (64, 65) with file, line, column and key
 */
export async function planStudy(
  source: SourceText,
  plugins: PluginCatalogue,
  { hub = new ModelHub() }: { readonly hub?: ModelHub } = {},
): Promise<StudyPlan> {
  const study = await parseStudy(source);
  const written = cellsOf(study);
  const known: KnownItems = new Map();
  const plan = async (cell: Cell): Promise<PlannedTrial> => {
    const forPart = placesOf(source, study, cell, written);
    const components = await fittingComponents(source.folder, cell.trial, plugins, { forPart, hub });
    return { cell, components, manifest: await manifestOf(source.folder, components, { forPart, known, hub }) };
  };
  const sizes = await equalSizes(source, study, plugins, hub);
  const trials: PlannedTrial[] = [];
  for (const cell of cellsOf(study, methodOn(study, sizes))) trials.push(await plan(cell));
  const { grid, searches } = await withSearches(trials, plan);
  const sources = new Map(trials.map(({ cell, components }) => [cell.arm.data, components.data]));
  const reading = { folder: source.folder, hub, heldOut: study.train.heldOut?.rows ?? 0 };
  for (const [name, data] of sources) await checkRows(data, { ...reading, note: usedBy('data', name, written) });
  const notes = [...sizeNotes(sizes), ...searchNotes(searches)];
  return studyPlan({ study, folder: source.folder, grid, searches, sizes, notes });
}

/** The methods with the sizes that they are to have. */
const methodOn =
  ({ methods }: StudyOptions, sizes: readonly SizeOutcome[]): MethodOn =>
  (model, method) => {
    const size = sizes.find((size) => size.model === model && size.method === method);
    const written = methods[method] as 'none' | Reference;
    return written === 'none' || size?.option === undefined ? written : { ...written, [size.option]: size.value };
  };

type Grid = readonly (PlannedTrial | PlannedSearch)[];

/** The trials of an arm that is searched together, with its tries. */
async function withSearches(
  trials: readonly PlannedTrial[],
  plan: (cell: Cell) => Promise<PlannedTrial>,
): Promise<{ grid: Grid; searches: PlannedSearch[] }> {
  const grid = new Map<string, PlannedTrial | PlannedSearch>();
  for (const trial of trials) {
    const { arm, seed, rates, trial: options } = trial.cell;
    if (!rates) {
      grid.set(`${grid.size} ${trial.manifest.id}`, trial);
      continue;
    }
    const key = JSON.stringify(arm);
    const begun = grid.get(key) as PlannedSearch | undefined;
    if (begun) {
      grid.set(key, { ...begun, trials: [...begun.trials, trial] });
      continue;
    }
    const { benchmarks: _, ...unasked } = options;
    const first = await plan({ arm, seed, trial: unasked });
    const tries = rates.map((learningRate) => ({ ...atRate(first, learningRate), learningRate }));
    grid.set(key, { arm, seed, tries, trials: [trial] });
  }
  const all = [...grid.values()];
  const searches = eachOnce(all.filter((entry) => 'tries' in entry));
  return { grid: all.filter((entry) => 'manifest' in entry || searches.includes(entry)), searches };
}

/** Two methods with the same options and rates are one arm. */
const eachOnce = (searches: readonly PlannedSearch[]): PlannedSearch[] => {
  const ids = searches.map(({ tries }) => tries.map(({ manifest }) => manifest.id).join(' '));
  return searches.filter((_, index) => ids.indexOf(ids[index]!) === index);
};
