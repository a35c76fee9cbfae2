import {
  kaimingUniform,
  normal,
  parameter,
  StudyError,
  tap,
  zeros,
  type LinearSite,
  type Parameter,
  type Site,
  type Tap,
} from '@weitiao/core';
import { affine, mul, sub, type Tensor } from '@weitiao/tensor';
import { z } from 'zod';
import { firstColumns, principalFactors, type Factors } from './principal-factors.js';
import type { Strength } from './strength.js';

/** First values of a low-rank pair. */
export const lowRankStart = z
  .enum(['kaiming', 'gaussian', 'pissa', 'olora'])
  .describe(
    'A from U(±1/√input) or N(0, 1/rank²), B from zero; or both from the weight: its largest singular vectors (PiSSA, arXiv 2404.02948) or the first of its QR factors (OLoRA, arXiv 2406.01775).',
  );
export type LowRankStart = z.output<typeof lowRankStart>;

/** How a pair A `[rank, input]`, B `[output, rank]` begins at a layer. */
export interface StartAt {
  readonly down: Parameter['initial'];
  readonly up: Parameter['initial'];
  /** Takes the first product away again, so that the layer computes what it did: y = W x + s (B A − B₀ A₀) x. */
  readonly taps: readonly Tap[];
}

/** Names of the values that a start from the weight leaves beside `lora_A.weight` and `lora_B.weight`; not trained. */
export const startNames = { down: 'lora_A.start', up: 'lora_B.start' } as const;

/**
 * The start of a layer's pair. PiSSA and OLoRA train the part of the weight that the pair took over; the base is not changed for it: a tap with
 * the frozen first pair stands beside.
 * @throws StudyError when such a start has more than half of the layer's rank: the file has the pair and its start, twice the rank
 */
export function startAt(site: LinearSite, { rank, scale }: Strength, start: LowRankStart): StartAt {
  if (start === 'kaiming') return { down: kaimingUniform, up: zeros, taps: [] };
  if (start === 'gaussian') return { down: normal(1 / rank), up: zeros, taps: [] };
  const most = Math.min(site.inputWidth, site.outputWidth);
  if (2 * rank > most) {
    throw new StudyError(
      `The start ${start} at ${site.path} has the rank ${rank}; it is saved beside what was trained, as one adapter of rank ${2 * rank}, and the layer's rank is ${most}. Lower the rank to ${Math.floor(most / 2)}.`,
    );
  }
  const factors = start === 'pissa' ? principalFactors(site, rank, scale) : firstColumns(site, rank);
  return { ...factors, taps: [withoutStart(site, { rank, scale }, factors)] };
}

/** @throws StudyError when an embedding is among the targets of a start that only a linear layer's weight gives */
export function checkStart(start: LowRankStart, embeddings: readonly Site[]): void {
  if (embeddings.length === 0 || start === 'kaiming' || start === 'gaussian') return;
  const paths = embeddings.map(({ path }) => path).join(', ');
  throw new StudyError(
    `The start ${start} takes its pair from the weight of a linear layer; ${paths} has none. Leave it out of targetModules.`,
  );
}

function withoutStart(site: LinearSite, { rank, scale }: Strength, { down, up }: Factors): Tap {
  const frozen = (name: string, shape: readonly number[], initial: Parameter['initial']): Parameter => ({
    ...parameter(`${site.path}.${name}`, shape, initial),
    trained: false,
  });
  const pair = {
    startDown: frozen(startNames.down, [rank, site.inputWidth], down),
    startUp: frozen(startNames.up, [site.outputWidth, rank], up),
  };
  return tap(site, pair, (input, next, { startDown, startUp }): Tensor =>
    sub(next(input), affine(mul(scale, affine(input, startDown)), startUp)),
  );
}
