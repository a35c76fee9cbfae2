import { tiedHeadOf, type Site } from '@weitiao/core';
import { mergedLinear, type ForwardPass, type PassSpec } from '@weitiao/nn';
import { abs, div, max, maximum, scope, sub } from '@weitiao/tensor';
import { MergeError } from './merge-error.js';
import { mergedEmbedding } from './merged-embedding.js';
import type { WeightedSite } from './mergeable-sites.js';
import { readsOfHead } from './reads-of-head.js';

/**
 * Where the output head is the embedding, a checkpoint has one table for both: an adapter must make the same of the two.
 * @throws MergeError when it changes one of them, or each in its own way
 */
export function checkHead(
  spec: PassSpec,
  pass: ForwardPass,
  { sites, tolerance }: { readonly sites: readonly WeightedSite[]; readonly tolerance: number },
): void {
  const head = tiedHeadOf(spec.model);
  const taps = spec.adapters.flatMap(({ adapter }) => adapter.taps ?? []);
  const isTapped = ({ kind, path }: Site) => taps.some(({ site }) => site.kind === kind && site.path === path);
  const table = spec.model.sites.find(({ kind }) => kind === 'embedding');
  if (head && table && isTapped(head)) {
    const difference = scope(() => {
      const one = mergedEmbedding(pass, table, head.weight).weight;
      const other = mergedLinear(pass, head).weight;
      return div(max(abs(sub(one, other))), maximum(max(abs(one)), 1e-30));
    });
    const [value] = difference.dataSync();
    difference.dispose();
    if (value! <= tolerance) return;
    throw new MergeError(
      `${table.path} is this model's output head too, and the adapter has another table for each; a checkpoint of this model has one for both.`,
      { place: table.path, difference: value! },
    );
  }
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
