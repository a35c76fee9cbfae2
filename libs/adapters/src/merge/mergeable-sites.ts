import type { BaseModel, LinearSite, Site } from '@weitiao/core';
import type { AttachedAdapter } from '@weitiao/nn';
import { MergeError } from './merge-error.js';

/** A site that has a weight, and the name of that weight. */
export type WeightedSite =
  | { readonly kind: 'linear'; readonly site: LinearSite; readonly weight: string }
  | { readonly kind: 'embedding'; readonly site: Site; readonly weight: string };

const inFront = {
  prompt: 'its learned tokens stand in front of the text',
  prefix: 'its learned keys and values stand in front of the text in every layer',
} as const;

/**
 * The sites at which adapters act, each once, in the model's order.
 * @throws MergeError where one acts on something that no weight holds: virtual tokens, a whole sublayer
 */
export function mergeableSites(model: BaseModel, adapters: readonly AttachedAdapter[]): WeightedSite[] {
  for (const { adapter } of adapters) {
    const kind = adapter.prompt ? 'prompt' : adapter.prefix ? 'prefix' : undefined;
    if (kind) throw new MergeError(`${inFront[kind]}, where the base model has no weights to fold them into.`);
  }
  const tapped = new Set(adapters.flatMap(({ adapter }) => adapter.taps ?? []).map(({ site }) => keyOf(site)));
  return model.sites.filter((site) => tapped.has(keyOf(site))).map((site) => weighted(model, site));
}

const keyOf = ({ kind, path }: Site): string => `${kind} ${path}`;

const isLinear = (site: Site): site is LinearSite => site.kind === 'linear';

function weighted(model: BaseModel, site: Site): WeightedSite {
  if (isLinear(site)) return { kind: 'linear', site, weight: site.weight };
  const weight = `${site.path}.weight`;
  if (site.kind === 'embedding' && model.weights.has(weight)) return { kind: 'embedding', site, weight };
  throw new MergeError(
    `${site.path} is adapted as a whole (its ${site.kind}), between layers; no weight of the model computes that.`,
    { place: site.path },
  );
}
