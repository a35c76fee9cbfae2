import type { Pass } from '@weitiao/core';
import { cos, mul, rotary, rotaryAngles, sin, type RotaryForm, type Tensor } from '@weitiao/tensor';
import { frequencies } from './frequencies.js';
import type { RotaryConfig } from './rotary-scaling.js';

/** Turns queries and keys `[batch, heads, sequence, headWidth]` by their positions; the tables are made once a pass. */
export function turning(
  pass: Pass,
  config: RotaryConfig,
  headWidth: number,
  form: RotaryForm = 'half',
): (perHead: Tensor) => Tensor {
  const { angles, factor } = frequencies(config, Math.floor(headWidth * config.share + 1e-6));
  const turns = pass.constant('rotary', () => rotaryAngles(pass.layout.positions, angles));
  const scaled = (table: Tensor) => (factor === 1 ? table : mul(table, factor));
  const cosine = pass.constant('rotary.cos', () => scaled(cos(turns)));
  const sine = pass.constant('rotary.sin', () => scaled(sin(turns)));
  return (perHead) => rotary(perHead, { cos: cosine, sin: sine }, form);
}

/**
 * Longest text of which every token's angles are its own: past the context those of `dynamic` and `longrope` depend on the longest row of a batch,
 * and so a row on its neighbours. Undefined for the other kinds, whose positions go on.
 */
export function longestTurned({ longest, scaling }: RotaryConfig): number | undefined {
  if (scaling.rope_type === 'dynamic') return longest;
  return scaling.rope_type === 'longrope' ? (scaling.original_max_position_embeddings ?? longest) : undefined;
}
