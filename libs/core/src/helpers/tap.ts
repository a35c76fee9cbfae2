import type { Parameters, Site, Tap, VirtualTokens } from '../contracts/index.js';

/** A tap whose `apply` knows the names of its parameters. */
export function tap<P extends Parameters>(site: Site, parameters: P, apply: Tap<P>['apply']): Tap {
  return { site, parameters, apply } as unknown as Tap;
}

/** Virtual tokens whose `rows` knows the names of its parameters. */
export function virtualTokens<P extends Parameters>(
  count: number,
  parameters: P,
  rows: VirtualTokens<P>['rows'],
): VirtualTokens {
  return { count, parameters, rows } as unknown as VirtualTokens;
}
