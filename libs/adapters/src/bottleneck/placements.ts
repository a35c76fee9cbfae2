import { tap, type LinearSite, type Site, type Tap } from '@weitiao/core';
import { add } from '@weitiao/tensor';
import type { Bottleneck } from './bottleneck.js';

/** Puts a bottleneck g at a site f. Each keeps the site's own path, so a bottleneck that gives zeros changes nothing. */
export type Placement<S extends Site = Site> = (site: S, bottleneck: Bottleneck) => Tap;

/** `f(x + g(x))` */
export const before: Placement<LinearSite> = (site, { parameters, branch }) =>
  tap(site, parameters, (input, next, values, pass) => next(add(input, branch(input, values, pass))));

/** `f(x) + g(f(x))` */
export const after: Placement = (site, { parameters, branch }) =>
  tap(site, parameters, (input, next, values, pass) => {
    const output = next(input);
    return add(output, branch(output, values, pass));
  });

/** `f(x) + g(x)` */
export const beside: Placement = (site, { parameters, branch }) =>
  tap(site, parameters, (input, next, values, pass) => add(next(input), branch(input, values, pass)));

/** `f(x) + g(f(x) + x)`, of a sublayer: g sees the residual stream behind it. */
export const behindSum: Placement = (site, { parameters, branch }) =>
  tap(site, parameters, (stream, next, values, pass) => {
    const output = next(stream);
    return add(output, branch(add(output, stream), values, pass));
  });
