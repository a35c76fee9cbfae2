import { StudyError, type Site } from '@weitiao/core';
import { byPattern } from '../targets/path-rules.js';
import type { LowRankOptions } from './low-rank-options.js';

/** What the options come to at one module. */
export interface Strength {
  readonly rank: number;
  /** Factor on the product, alpha / rank or alpha / √rank. */
  readonly scale: number;
}

type StrengthOptions = Pick<LowRankOptions, 'rank' | 'alpha' | 'rankStabilised' | 'rankPattern' | 'alphaPattern'>;

/**
 * Rank and scale of every module, patterns looked up.
 * @throws StudyError when a rank is larger than the module's smaller width, or a pattern matches none of the modules
 */
export function strengths<S extends Site>(sites: readonly S[], options: StrengthOptions): ReadonlyMap<S, Strength> {
  checkPatterns('rankPattern', options.rankPattern, sites);
  checkPatterns('alphaPattern', options.alphaPattern, sites);
  return new Map(sites.map((site) => [site, strengthAt(site, options)]));
}

/** Rank of every module, for a method whose product has no factor. @throws StudyError as `strengths` does */
export function ranks<S extends Site>(
  sites: readonly S[],
  { rank, rankPattern }: Pick<LowRankOptions, 'rank' | 'rankPattern'>,
): ReadonlyMap<S, number> {
  const all = strengths(sites, { rank, rankPattern, alpha: 1, alphaPattern: {}, rankStabilised: false });
  return new Map([...all].map(([site, strength]) => [site, strength.rank]));
}

function strengthAt({ path, inputWidth, outputWidth }: Site, options: StrengthOptions): Strength {
  const rank = byPattern('rankPattern', options.rankPattern, path) ?? options.rank;
  const alpha = byPattern('alphaPattern', options.alphaPattern, path) ?? options.alpha;
  checkRank(path, rank, [inputWidth, outputWidth]);
  return { rank, scale: alpha / (options.rankStabilised ? Math.sqrt(rank) : rank) };
}

/** @throws StudyError when no matrix of these widths has that rank */
export function checkRank(path: string, rank: number, [input, output]: readonly [input: number, output: number]): void {
  const most = Math.min(input, output);
  if (rank <= most) return;
  throw new StudyError(
    `The rank ${rank} is larger than ${path} allows: it leads from ${input} to ${output}, so its rank is at most ${most}. Lower the rank, or give this layer one of its own by a pattern.`,
  );
}

function checkPatterns(option: string, table: Readonly<Record<string, number>>, sites: readonly Site[]): void {
  for (const key of Object.keys(table)) {
    if (sites.some(({ path }) => byPattern(option, { [key]: 1 }, path) !== undefined)) continue;
    const known = [...new Set(sites.map(({ path }) => path.split('.').at(-1)))].join(' · ');
    throw new StudyError(`${option} "${key}" matches none of the adapted modules: ${known}`);
  }
}
