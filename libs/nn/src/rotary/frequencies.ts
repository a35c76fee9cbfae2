import { StudyError } from '@weitiao/core';
import { rotaryFrequencies } from '@weitiao/tensor';
import type { RotaryConfig, RotaryScaling } from './rotary-scaling.js';

/** Angles per position of a head's pairs, and the factor on their cosines and sines. */
export interface Frequencies {
  readonly angles: readonly number[];
  readonly factor: number;
}

/**
 * What a model turns its heads by, as transformers computes it (modeling_rope_utils).
 * @param width numbers of a head that turn
 * `dynamic` is plain up to the model's context, `longrope` short up to the one that it was first trained with; `longestTurned` is where they end.
 */
export function frequencies({ base, longest, scaling }: RotaryConfig, width: number): Frequencies {
  const plain = rotaryFrequencies(width, base);
  switch (scaling.rope_type) {
    case 'default':
    case 'dynamic':
      return { angles: plain, factor: 1 };
    case 'linear':
      return { angles: plain.map((angle) => angle / scaling.factor), factor: 1 };
    case 'llama3':
      return { angles: plain.map((angle) => llama3(angle, scaling, longest)), factor: 1 };
    case 'yarn':
      return yarn(plain, scaling, base, longest);
    case 'longrope':
      return longrope(plain, scaling, longest);
  }
}

type Kind<Name> = Extract<RotaryScaling, { rope_type: Name }>;

/** LLaMA 3.1: long waves are slowed down, short ones kept, those between blended. */
function llama3(angle: number, scaling: Kind<'llama3'>, longest: number): number {
  const { factor, low_freq_factor: low, high_freq_factor: high } = scaling;
  const context = scaling.original_max_position_embeddings ?? longest;
  const wave = (2 * Math.PI) / angle;
  if (wave > context / low) return angle / factor;
  if (wave < context / high) return angle;
  const share = (context / wave - low) / (high - low);
  return ((1 - share) * angle) / factor + share * angle;
}

/** YaRN (Peng et al. 2023, arXiv 2309.00071). */
function yarn(plain: readonly number[], scaling: Kind<'yarn'>, base: number, longest: number): Frequencies {
  const context = scaling.original_max_position_embeddings ?? longest;
  const factor = scaling.factor ?? longest / context;
  const width = 2 * plain.length;
  const pairOf = (turns: number) => (width * Math.log(context / (turns * 2 * Math.PI))) / (2 * Math.log(base));
  const [first, last] = [pairOf(scaling.beta_fast ?? 32), pairOf(scaling.beta_slow ?? 1)];
  const low = Math.max(scaling.truncate ? Math.floor(first) : first, 0);
  const high = Math.min(scaling.truncate ? Math.ceil(last) : last, width - 1);
  const angles = plain.map((angle, pair) => {
    const slowed = Math.min(Math.max((pair - low) / (high === low ? 0.001 : high - low), 0), 1);
    return (angle / factor) * slowed + angle * (1 - slowed);
  });
  const temperature = (by: number) => (factor <= 1 ? 1 : 0.1 * by * Math.log(factor) + 1);
  const { mscale, mscale_all_dim: overall } = scaling;
  const inferred = mscale && overall ? temperature(mscale) / temperature(overall) : temperature(1);
  return { angles, factor: scaling.attention_factor ?? inferred };
}

/** LongRoPE (Ding et al. 2024, arXiv 2402.13753): a divisor of its own for every pair. */
function longrope(plain: readonly number[], scaling: Kind<'longrope'>, longest: number): Frequencies {
  const divisors = scaling.short_factor;
  const context = scaling.original_max_position_embeddings ?? longest;
  const factor = scaling.factor ?? longest / context;
  const inferred = factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(context));
  if (divisors.length !== plain.length)
    throw new StudyError(
      `short_factor of rope_type longrope has ${divisors.length} numbers, and ${plain.length} are wanted: one for each pair that turns.`,
    );
  return { angles: plain.map((angle, pair) => angle / divisors[pair]!), factor: scaling.attention_factor ?? inferred };
}
