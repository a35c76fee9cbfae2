import { countParameters, nearestSize } from '@weitiao/adapters';
import type { PluginCatalogue, Reference } from '@weitiao/container';
import { ModelHub } from '@weitiao/hub';
import { OptionsError, StudyError, type BaseModel, type PeftMethod } from '@weitiao/core';
import { atItsPlace } from '../config/at-its-place.js';
import type { SourceText } from '../config/source-text.js';
import type { StudyOptions } from '../config/study-file.js';
import type { SizeOutcome } from '../results/study-results.js';
import { buildModel } from './build-model.js';
import { cellsOf } from './cells.js';
import { placesOf } from './places.js';

/** Farther off than this is told, or refused. */
const [toldAbove, refusedAbove] = [0.05, 0.5];

/**
 * The size of every method on every model of the grid where the study wants them equal. Attaches methods to models without weights, which costs
 * nothing.
 * @throws WeitiaoError (64) when a method comes nowhere near
 */
export async function equalSizes(
  source: SourceText,
  study: StudyOptions,
  plugins: PluginCatalogue,
  hub = new ModelHub(),
): Promise<SizeOutcome[]> {
  const { equalParameters: target, methods, models } = study;
  if (target === undefined) return [];
  const cells = cellsOf(study);
  const sizes = new Map<string, SizeOutcome>();
  for (const cell of cells) {
    const { model, method } = cell.arm;
    const own = methods[method]!;
    if (own === 'none' || sizes.has(`${model}\0${method}`)) continue;
    const forPart = placesOf(source, study, cell, cells);
    const built = await forPart(['model'], async () => {
      const configured = await plugins.configure('model', models[model]!);
      return buildModel(configured, (await hub.model(configured.from, { folder: source.folder })).path);
    });
    const size = await forPart(['method'], async () => {
      const configured = await plugins.configure('peft', own);
      return { configured, reached: trainable(built, configured) };
    });
    const wanted =
      typeof target === 'number'
        ? target
        : await atItsPlace(source, ['methods', target], async () =>
            trainable(built, await plugins.configure('peft', methods[target] as Reference)),
          );
    const asWritten = { model, method, wanted, reached: size.reached };
    const isFixed = method === target || size.configured.size === undefined;
    const chosen = isFixed
      ? asWritten
      : await forPart(['method'], async () => {
          const { use, ...options } = own;
          const plugin = await plugins.load('peft', plugins.named('peft', use));
          const count = (changes: object) => trainable(built, plugin({ ...options, ...changes }) as PeftMethod);
          return nearest(asWritten, size.configured, count);
        });
    sizes.set(`${model}\0${method}`, chosen);
  }
  return [...sizes.values()];
}

const trainable = (model: BaseModel, method: PeftMethod): number =>
  countParameters(model, method.attach(model)).trainable;

function nearest(
  size: SizeOutcome,
  { size: option, options }: PeftMethod,
  count: (changes: Record<string, number>) => number,
): SizeOutcome {
  const { wanted, model, method } = size;
  const written = (options as Record<string, unknown>)[option!];
  // The first layers are counted by negative numbers.
  const sign = typeof written === 'number' && written < 0 ? -1 : 1;
  const found = nearestSize(wanted, (value) => {
    try {
      return count({ [option!]: sign * value });
    } catch (error) {
      if (error instanceof StudyError) return undefined;
      throw error;
    }
  });
  const reached = found && { ...size, option: option!, value: sign * found.value, reached: found.trainable };
  if (reached && Math.abs(distanceOf(reached)) <= refusedAbove) return reached;
  const best = reached
    ? `the nearest is ${option} ${reached.value} with ${told(reached.reached)}, ${apart(reached)}`
    : `no ${option} fits`;
  throw new OptionsError(
    `On ${model} this method cannot train about ${told(wanted)} parameters: ${best}.\n  Give equalParameters another size, or leave "${method}" out of the grid.`,
    [option!],
  );
}

/** How much more than wanted, as a share: −0.1 is 10 % less. */
const distanceOf = ({ wanted, reached }: Pick<SizeOutcome, 'wanted' | 'reached'>): number => reached / wanted - 1;

const told = (count: number): string => count.toLocaleString('en');

const apart = (size: SizeOutcome): string => {
  const distance = distanceOf(size);
  return `${(100 * Math.abs(distance)).toFixed(0)} % ${distance > 0 ? 'more' : 'less'}`;
};

/** What is said of sizes that are not equal though they were to be. */
export const sizeNotes = (sizes: readonly SizeOutcome[]): string[] =>
  sizes
    .filter((size) => Math.abs(distanceOf(size)) > toldAbove)
    .map((size) => {
      const { model, method, option, value, reached, wanted } = size;
      const why = option === undefined ? 'it has no option for its size' : `the nearest is ${option} ${value}`;
      return `${method} on ${model} trains ${told(reached)} parameters, ${apart(size)} than the ${told(wanted)} wanted: ${why}.`;
    });
