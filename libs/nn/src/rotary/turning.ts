import { StudyError, type Pass } from '@weitiao/core';
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
  checkLength(pass, config);
  const { angles, factor } = frequencies(config, Math.floor(headWidth * config.share + 1e-6));
  const turns = pass.constant('rotary', () => rotaryAngles(pass.layout.positions, angles));
  const scaled = (table: Tensor) => (factor === 1 ? table : mul(table, factor));
  const cosine = pass.constant('rotary.cos', () => scaled(cos(turns)));
  const sine = pass.constant('rotary.sin', () => scaled(sin(turns)));
  return (perHead) => rotary(perHead, { cos: cosine, sin: sine }, form);
}

/** Past the context the angles of these two would depend on the longest row of the batch, and so a row on its neighbours. */
function checkLength({ layout }: Pass, { longest, scaling }: RotaryConfig): void {
  const { rope_type } = scaling;
  if (rope_type !== 'dynamic' && rope_type !== 'longrope') return;
  const original = rope_type === 'longrope' ? scaling.original_max_position_embeddings : undefined;
  const length = layout.spans.reduce((most, span) => Math.max(most, span.length), 0);
  if (length <= (original ?? longest)) return;
  const key = original === undefined ? 'max_position_embeddings' : 'original_max_position_embeddings';
  throw new StudyError(
    `A text of ${length} tokens is longer than the model's context of ${original ?? longest} (${key}), where rope_type ${rope_type} changes\n` +
      '  with the longest text of a batch. Use texts within the context.',
  );
}
