import { templateLabel } from '@weitiao/tokenizer';
import { ratesOf } from '../config/learning-rate.js';
import type { StudyOptions } from '../config/study-file.js';
import { trialOptions, type TrialOptions } from '../config/trial-file.js';
import { templateOf } from '../config/train-options.js';
import type { TrialOutcome } from '../results/study-results.js';

/** One cell of the grid, as it is written: the trial, and what its parts are called in the study. */
export interface Cell {
  readonly arm: TrialOutcome['arm'];
  readonly seed: number;
  readonly trial: TrialOptions;
  /** Learning rates that are tried before its own is known; `trial` has the first of them. */
  readonly rates?: readonly number[];
}

/** A method of the study as it is on a model. */
export type MethodOn = (model: string, method: string) => unknown;

/** The grid of a study, crossed: models, methods, data, templates, and innermost the seeds. The untuned model has one seed. */
export function cellsOf(study: StudyOptions, methodOn: MethodOn = (_, method) => study.methods[method]): Cell[] {
  const { grid, train } = study;
  const axis = (section: 'models' | 'methods' | 'data'): readonly string[] => {
    const [names, wanted] = [Object.keys(study[section]), grid[section]];
    return wanted === 'all' ? names : (wanted ?? names.slice(0, 1));
  };
  const cells: Cell[] = [];
  for (const model of axis('models'))
    for (const method of axis('methods'))
      for (const data of axis('data'))
        for (const reference of grid.templates ?? [templateOf(train)])
          for (const seed of study.methods[method] === 'none' ? grid.seeds.slice(0, 1) : grid.seeds) {
            const arm = { model, method, data, template: templateLabel(reference) };
            cells.push(cellOf(study, arm, seed, methodOn(model, method)));
          }
  return cells;
}

function cellOf(study: StudyOptions, arm: Cell['arm'], seed: number, method: unknown): Cell {
  const given = ratesOf(study.train.learningRate, arm.method);
  // The untuned model learns nothing; its rate only has to be the same for all.
  const rates = typeof given === 'object' && method === 'none' ? 0 : given;
  if (typeof rates === 'number') return { arm, seed, trial: trialOf(study, arm, { seed, method, rate: rates }) };
  return { arm, seed, trial: trialOf(study, arm, { seed, method, rate: rates[0]! }), rates };
}

interface TrialSpec {
  readonly seed: number;
  readonly method: unknown;
  readonly rate: number;
}

function trialOf(
  study: StudyOptions,
  { model, data, template }: Cell['arm'],
  { seed, method, rate }: TrialSpec,
): TrialOptions {
  const benchmarks = benchmarksOf(study);
  return trialOptions.parse({
    model: study.models[model],
    method,
    data: dataOf(study, data),
    train: { ...study.train, ...(study.grid.templates && { template }), learningRate: rate },
    ...(Object.keys(benchmarks).length > 0 && { benchmarks }),
    seed,
  });
}

/** Sources of a mixture without a share divide what is left of 1 evenly. */
function dataOf({ data }: StudyOptions, name: string): unknown {
  const entry = data[name] as { mix?: Record<string, number | { use: string; share?: number }> };
  if (!entry.mix) return entry;
  const shares = Object.values(entry.mix).map((part) => (typeof part === 'number' ? part : part.share));
  const given = shares.reduce<number>((sum, share) => sum + (share ?? 0), 0);
  const open = shares.filter((share) => share === undefined).length;
  const rest = (1 - given) / Math.max(1, open);
  const parts = Object.entries(entry.mix).map(([part, value]) => [
    part,
    typeof value === 'number' ? { ...data[part], share: value } : { share: rest, ...value },
  ]);
  return { mix: Object.fromEntries(parts) as unknown };
}

/** A benchmark with several protocols is one for each. */
function benchmarksOf({ benchmarks }: StudyOptions): Record<string, unknown> {
  const asked = Object.entries(benchmarks).flatMap(([name, { protocols, ...benchmark }]) => {
    if (!protocols) return [[name, benchmark] as const];
    return protocols.map(
      (protocol) => [protocols.length > 1 ? `${name}-${protocol}` : name, { ...benchmark, protocol }] as const,
    );
  });
  return Object.fromEntries(asked);
}
