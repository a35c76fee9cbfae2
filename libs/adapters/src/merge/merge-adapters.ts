import type { BaseModel } from '@weitiao/core';
import { ForwardPass, layOut, type AttachedAdapter, type PassSpec, type Weights } from '@weitiao/nn';
import { dispose, keep, scope, type Tensor } from '@weitiao/tensor';
import { foldSite } from './fold-site.js';
import { MergeError } from './merge-error.js';
import { mergeableSites, type WeightedSite } from './mergeable-sites.js';
import { Merged } from './merged.js';
import { readsOfHead } from './reads-of-head.js';

export interface MergeOptions {
  /** How far a layer may be from what it was with its adapters, relative to its largest output; 1e-4 when absent. */
  readonly tolerance?: number;
  /**
   * False frees each base weight when its merged one is there, so that beside the model one layer is held; a merge that fails half-way then leaves
   * weights that are good for nothing. True when absent.
   */
  readonly keepBase?: boolean;
}

/**
 * Folds adapters into the base: afterwards `weights` do alone, to the last digits, what they did with the adapters attached. Works layer by
 * layer, by asking each adapted one what it does; no method knows of it. Where base weights are trained in place, these take theirs.
 * @throws MergeError when no weights do it: an activation inside the adapter, virtual tokens, a whole sublayer, a bias where the model has none,
 *   an embedding that is also the output head. With `keepBase`, `weights` are then as they were
 */
export function mergeAdapters(
  model: BaseModel,
  weights: Weights,
  adapters: readonly AttachedAdapter[],
  { tolerance = 1e-4, keepBase = true }: MergeOptions = {},
): Merged {
  const sites = mergeableSites(model, adapters);
  const { layout } = layOut([[{ id: 0, tokens: [0], labels: [-100] }]], { prompt: 0, prefix: 0 });
  const spec = { model, weights, adapters, layout };
  const merged = new Merged(weights, keepBase);
  try {
    checkHead(spec, sites);
    const pass = new ForwardPass(spec);
    try {
      // The taps of a layer may read the base's weight, so a layer is folded whole before the next.
      for (const target of sites) fold(pass, target, tolerance, merged);
      for (const [name, value] of trainedInPlace(pass, adapters))
        if (!merged.changed.has(name)) merged.put(name, value.clone());
    } finally {
      pass[Symbol.dispose]();
    }
    return merged;
  } catch (error) {
    merged.unmerge();
    throw error;
  } finally {
    dispose([layout.tokens, layout.positions, layout.segments, layout.prompts]);
  }
}

function fold(pass: ForwardPass, target: WeightedSite, tolerance: number, merged: Merged): void {
  scope(() => {
    const { weights, residual } = foldSite(pass, target, tolerance);
    for (const [name, value] of weights) merged.put(name, keep(value));
    merged.residuals.set(target.site.path, residual);
  });
}

function* trainedInPlace(pass: ForwardPass, adapters: readonly AttachedAdapter[]): Generator<[string, Tensor]> {
  for (const { adapter } of adapters) for (const name of adapter.weights?.keys() ?? []) yield [name, pass.weight(name)];
}

/** An adapter that acts where the embedding is read does not act where the same table is the head. */
function checkHead(spec: PassSpec, sites: readonly WeightedSite[]): void {
  const embeddings = sites.filter(({ kind }) => kind === 'embedding');
  if (embeddings.length === 0) return;
  const read = readsOfHead(spec);
  const tied = embeddings.find(({ weight }) => read.has(weight));
  if (!tied) return;
  throw new MergeError(
    `${tied.site.path} is this model's output head too, and the adapter changes it as an embedding only; a checkpoint of this model has one table for both.`,
    { place: tied.site.path },
  );
}
