import {
  add,
  cast,
  concat,
  equal,
  fill,
  lessEqual,
  logicalAnd,
  logicalOr,
  mul,
  range,
  reshape,
  sub,
  tile,
  type Tensor,
} from '@weitiao/tensor';
import type { Layout } from '@weitiao/core';
import type { KeyValueCache, Places } from '../memory/key-value-cache.js';

/** Segment of the keys that every query sees. */
const shared = -1;

/** Places of a prefix's keys: positions 0 … count − 1, visible to all. `[batch, count]` */
export function prefixPlaces(batch: number, count: number): Places {
  const positions = tile(reshape(range(0, count, 1, 'int32'), [1, count]), [batch, 1]);
  return { positions, segments: fill([batch, count], shared, 'int32') };
}

/** `[batch, 1, queries, keys]`: what a query may see, and how far the key is from it. */
export interface Visibility {
  /** Additive: 0 where visible, −1e9 elsewhere. */
  readonly mask: Tensor;
  /** Key position − query position, float. */
  readonly distance: Tensor;
}

/**
 * The one law of attention: a key is visible if its segment is shared, or it is of the query's own segment and not beyond the query's reach.
 * Segment 0 is padding, which sees only itself.
 * @param queries @param keys `[batch, …]`
 * @param reach the last position that each query sees: its own, in a context the context's last. int32 `[batch, queries]`
 */
export function visibility(queries: Places, keys: Places, reach: Tensor = queries.positions): Visibility {
  const batch = queries.positions.shape[0]!;
  const asQuery = (places: Tensor) => reshape(places, [batch, 1, -1, 1]);
  const asKey = (places: Tensor) => reshape(places, [batch, 1, 1, -1]);
  const same = equal(asQuery(queries.segments), asKey(keys.segments));
  const within = lessEqual(asKey(keys.positions), asQuery(reach));
  const visible = logicalOr(equal(asKey(keys.segments), shared), logicalAnd(same, within));
  return {
    mask: mul(add(cast(visible, 'float32'), -1), 1e9),
    distance: cast(sub(asKey(keys.positions), asQuery(queries.positions)), 'float32'),
  };
}

/** What a layout's tokens see: a prefix of `prefixCount` keys, what the cache holds, and each other. The cache learns their places. */
export function visibilityOf(
  { batch, positions, segments }: Layout,
  prefixCount: number,
  cache?: KeyValueCache,
  reach?: Tensor,
): Visibility {
  const queries = { positions, segments };
  const prefix = prefixCount > 0 ? prefixPlaces(batch, prefixCount) : undefined;
  const joined = (name: keyof Places) => (prefix ? concat([prefix[name], queries[name]], 1) : queries[name]);
  const fresh = { positions: joined('positions'), segments: joined('segments') };
  return visibility(queries, cache ? cache.extend(fresh) : fresh, reach);
}
