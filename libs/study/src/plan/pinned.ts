import type { Reference } from '@weitiao/container';
import { parseReference, type ModelHub } from '@weitiao/hub';
import { partsOf, type TrialOptions } from '../config/trial-file.js';
import type { ForPart } from './components.js';

interface PinSpec {
  readonly hub: ModelHub;
  /** Where relative paths start. */
  readonly folder: string;
  readonly forPart?: ForPart;
}

/**
 * A trial whose ids of hubs have their commit, `hf:owner/name@commit`: the same bytes whenever it runs. What they name is downloaded when it is not here. Paths
 * stay as they are.
 * @throws StudyError, UnavailableError, DataFormatError, CannotWriteError
 */
export async function pinned(trial: TrialOptions, { hub, folder, forPart = runs }: PinSpec): Promise<TrialOptions> {
  const { model, data, benchmarks } = trial;
  const from = model['from'];
  const base =
    typeof from === 'string'
      ? { ...model, from: (await forPart(['model'], () => hub.model(from, { folder }))).reference }
      : model;
  const parts: Record<string, unknown> = {};
  for (const { path, share, reference } of partsOf(data)) {
    const part = await forPart(['data', ...path], () => pinnedOptions(reference, hub));
    parts[path.at(-1) ?? ''] = path.length > 0 ? { ...part, share } : part;
  }
  const asked: Record<string, Reference> = {};
  for (const [name, reference] of Object.entries(benchmarks ?? {}))
    asked[name] = await forPart(['benchmarks', name], () => pinnedOptions(reference, hub));
  return {
    ...trial,
    model: base,
    data: (parts[''] ?? { mix: parts }) as TrialOptions['data'],
    ...(benchmarks && { benchmarks: asked }),
  };
}

const runs: ForPart = async (_, work) => work();

/** Options of a data set or a benchmark, those that name a hub with their commit. */
export async function pinnedOptions<R extends Reference>(reference: R, hub: ModelHub): Promise<R> {
  const entries = Object.entries(reference).map(async ([option, value]): Promise<[string, unknown]> => {
    const isNamed = typeof value === 'string' && option !== 'use' && parseReference(value) !== undefined;
    return [option, isNamed ? ((await hub.locate(value))?.reference ?? value) : value];
  });
  return Object.fromEntries(await Promise.all(entries)) as R;
}
