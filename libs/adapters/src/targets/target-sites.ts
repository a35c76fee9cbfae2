import { StudyError, type BaseModel, type LinearSite, type Site } from '@weitiao/core';
import { explainUnmatched } from './explain-unmatched.js';
import { insideOf, layerOf, named, type PathRule } from './path-rules.js';
import type { TargetChoice } from './target-options.js';

/** An embedding: its input are token ids `[batch × sequence]`, its output their rows `[batch × sequence, width]`. */
export interface EmbeddingSite extends Site {
  readonly kind: 'embedding';
}
type TargetSite = LinearSite | EmbeddingSite;

/**
 * The linear layers and embeddings that a choice means, by peft's matching rules, in the model's order.
 * @throws StudyError when nothing is meant, or a name of the choice means nothing; it lists what the model has
 */
export function targetSites(
  model: BaseModel,
  choice: TargetChoice,
): { linears: LinearSite[]; embeddings: EmbeddingSite[] } {
  const found = chosen(model.sites.filter(isTarget), choice);
  return { linears: found.filter(isLinear), embeddings: found.filter(isEmbedding) };
}

/** The same for a method that changes linear layers only. */
export function targetLinears(model: BaseModel, choice: TargetChoice): LinearSite[] {
  return chosen(model.sites.filter(isLinear), choice);
}

export const isLinear = (site: Site): site is LinearSite => site.kind === 'linear';
const isEmbedding = (site: Site): site is EmbeddingSite => site.kind === 'embedding';
const isTarget = (site: Site): site is TargetSite => isLinear(site) || isEmbedding(site);

function chosen<S extends TargetSite>(all: readonly S[], choice: TargetChoice): S[] {
  checkChoice(choice);
  const { targetModules, excludeModules, modulesToSave, layersToTransform, layersPattern } = choice;
  const wanted =
    typeof targetModules === 'string' && targetModules.toLowerCase() === 'all-linear'
      ? undefined
      : named('targetModules', targetModules);
  const excluded = excludeModules === undefined ? never : named('excludeModules', excludeModules);
  const saved = modulesToSave ? insideOf('modulesToSave', modulesToSave) : never;
  const layer = layerOf(layersPattern);
  const layers = layersToTransform === undefined ? undefined : [layersToTransform].flat();
  const candidates = all.filter((site) => (wanted ? wanted(site.path) : isLinear(site) && site.role !== 'head'));
  explainUnmatched(all, candidates, targetModules);
  const found = candidates.filter(
    ({ path }) => !excluded(path) && !saved(path) && (!layers || layers.includes(layer(path) ?? -1)),
  );
  const absent = layers?.filter((number) => !candidates.some(({ path }) => layer(path) === number)) ?? [];
  if (absent.length > 0) {
    const known = [...new Set(candidates.flatMap(({ path }) => layer(path) ?? []))];
    throw new StudyError(
      `layersToTransform names ${absent.join(', ')}; the layers of these modules are ${known.join(', ') || 'not numbered'}.`,
    );
  }
  if (found.length === 0)
    throw new StudyError(
      'Every module that targetModules names is taken out again by excludeModules or modulesToSave.',
    );
  return found;
}

const never: PathRule = () => false;

function checkChoice({ targetModules, layersToTransform, layersPattern }: TargetChoice): void {
  if (layersToTransform !== undefined && typeof targetModules === 'string')
    throw new StudyError(
      'layersToTransform goes with a list of targetModules; an expression for whole paths names the layers itself.',
    );
  if (layersPattern !== undefined && layersToTransform === undefined)
    throw new StudyError('layersPattern says where the number of a layer stands: it needs layersToTransform.');
}
