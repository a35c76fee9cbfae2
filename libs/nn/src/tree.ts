import type { Site } from '@weitiao/core';

/** A module at its place: what it declares, and how it is called. */
export interface Leaf<Call> {
  readonly sites: readonly Site[];
  readonly weights: readonly (readonly [name: string, shape: readonly number[]])[];
  readonly call: Call;
}

/** A module that does not know its place yet; `tree` tells it. */
export type Unplaced<Call> = (path: string) => Leaf<Call>;
export type Placed<T> = T extends Unplaced<infer Call> ? Call : { [K in keyof T]: Placed<T[K]> };

/** A model as the tree of its modules, in the order of the checkpoint. */
export interface Tree<T> {
  readonly modules: Placed<T>;
  readonly sites: Site[];
  readonly weights: Map<string, readonly number[]>;
}

/** Gives every module its path — the keys that lead to it, as in the checkpoint — and collects sites and weights. */
export function tree<T extends object>(nodes: T): Tree<T> {
  const sites: Site[] = [];
  const weights = new Map<string, readonly number[]>();
  const place = (node: unknown, path: string): unknown => {
    if (typeof node === 'function') {
      const leaf = (node as Unplaced<unknown>)(path);
      sites.push(...leaf.sites);
      leaf.weights.forEach(([name, shape]) => weights.set(name, shape));
      return leaf.call;
    }
    const entries = Object.entries(node as object).map(([key, child]) => [
      key,
      place(child, path ? `${path}.${key}` : key),
    ]);
    return Array.isArray(node) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
  };
  return { modules: place(nodes, '') as Placed<T>, sites, weights };
}

export const repeat = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
