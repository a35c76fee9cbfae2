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

function strengthAt({ path, inputWidth, outputWidth }: Site, options: StrengthOptions): Strength {
  const rank = byPattern('rankPattern', options.rankPattern, path) ?? options.rank;
  const alpha = byPattern('alphaPattern', options.alphaPattern, path) ?? options.alpha;
  checkRank(path, rank, [inputWidth, outputWidth]);
  return { rank, scale: alpha / (options.rankStabilised ? Math.sqrt(rank) : rank) };
}

/**
 * @param advice what to do about it
 * @throws StudyError when no matrix of these widths has that rank
 */
export function checkRank(
  path: string,
  rank: number,
  [input, output]: readonly [input: number, output: number],
  advice = 'Lower the rank, or give this layer one of its own by a pattern.',
): void {
  const most = Math.min(input, output);
  if (rank <= most) return;
  throw new StudyError(
    `The rank ${rank} is larger than ${path} allows: it leads from ${input} to ${output}, so its rank is at most ${most}. ${advice}`,
  );
}

function checkPatterns(option: string, table: Readonly<Record<string, number>>, sites: readonly Site[]): void {
  for (const key of Object.keys(table)) {
    if (sites.some(({ path }) => byPattern(option, { [key]: 1 }, path) !== undefined)) continue;
    const known = [...new Set(sites.map(({ path }) => path.split('.').at(-1)))].join(' · ');
    throw new StudyError(`${option} "${key}" matches none of the adapted modules: ${known}`);
  }
}
