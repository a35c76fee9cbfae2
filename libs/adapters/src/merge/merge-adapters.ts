import type { BaseModel } from '@weitiao/core';
import { ForwardPass, layOut, type AttachedAdapter, type Weights } from '@weitiao/nn';
import { dispose, keep, scope, type Tensor } from '@weitiao/tensor';
import { checkHead } from './check-head.js';
import { foldSite } from './fold-site.js';
import { mergeableSites, type WeightedSite } from './mergeable-sites.js';
import { Merged } from './merged.js';

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
    const pass = new ForwardPass(spec);
    try {
      checkHead(spec, pass, { sites, tolerance });
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
