import type { Tensor } from '@tensorflow/tfjs-core';
import {
  add,
  cast,
  concat,
  cos,
  mul,
  neg,
  reshape,
  sin,
  slice,
  split,
  stack,
  sub,
  tensor,
  unstack,
} from '../operations.js';
import { customGradient } from '../tape/index.js';

/** cos and sin of every position's angles, `[batch, 1, sequence, pairs]`. No gradient goes through them. */
export interface RotaryTables {
  readonly cos: Tensor;
  readonly sin: Tensor;
}

/** Angle per position of each pair, base^(−2i / width) (Su et al. 2021, RoFormer). @param width numbers that are rotated, even */
export const rotaryFrequencies = (width: number, base = 10000): number[] =>
  Array.from({ length: width / 2 }, (_, pair) => base ** ((-2 * pair) / width));

/**
 * The angle of every pair at every position, `[batch, 1, sequence, pairs]`.
 * @param positions int32 `[batch, sequence]`
 * @param frequencies one a pair, as `rotaryFrequencies` gives them or rescaled
 */
export function rotaryAngles(positions: Tensor, frequencies: readonly number[]): Tensor {
  const [batch, sequence] = positions.shape as [number, number];
  const place = reshape(cast(positions, 'float32'), [batch, 1, sequence, 1]);
  return mul(place, tensor([...frequencies], [1, 1, 1, frequencies.length], 'float32'));
}

/** The tables of these positions; parameters as for `rotaryAngles`. */
export function rotaryTables(positions: Tensor, frequencies: readonly number[]): RotaryTables {
  const angles = rotaryAngles(positions, frequencies);
  return { cos: cos(angles), sin: sin(angles) };
}

/** Which two numbers of a head are a pair: i and i + width / 2 (GPT-NeoX, LLaMA), or 2i and 2i + 1 (RoFormer, GPT-J). */
export type RotaryForm = 'half' | 'interleaved';

/**
 * Rotary position embedding (Su et al. 2021). Where the tables have fewer pairs than the heads, only the first numbers of each head turn.
 * @param input `[batch, heads, sequence, headWidth]`
 * @returns same shape
 */
export function rotary(input: Tensor, tables: RotaryTables, form: RotaryForm = 'half'): Tensor {
  return customGradient(
    [input],
    (save) => {
      save(tables.cos, tables.sin);
      return turnFirst(input, tables, form);
    },
    (upstream, [cosine, sine]) => [turnFirst(upstream, { cos: cosine!, sin: neg(sine!) }, form)], // the inverse of a rotation
  );
}

/**
 * Rotary in two dimensions (ChatGLM-6B): the first half of each head turns by one row of positions, the second by another.
 * @param input `[batch, heads, sequence, headWidth]`
 * @param first tables of headWidth / 4 pairs: position in the text
 * @param second the same: position in the block
 */
export function rotary2d(input: Tensor, first: RotaryTables, second: RotaryTables, form: RotaryForm = 'half'): Tensor {
  const [left, right] = split(input, 2, -1);
  return concat([rotary(left!, first, form), rotary(right!, second, form)], -1);
}

function turnFirst(input: Tensor, tables: RotaryTables, form: RotaryForm): Tensor {
  const [batch, heads, sequence, headWidth] = input.shape as [number, number, number, number];
  const width = 2 * tables.cos.shape.at(-1)!;
  if (width === headWidth) return turn(input, tables, form);
  const still = slice(input, [0, 0, 0, width], [batch, heads, sequence, headWidth - width]);
  return concat([turn(slice(input, [0, 0, 0, 0], [batch, heads, sequence, width]), tables, form), still], -1);
}

function turn(input: Tensor, tables: RotaryTables, form: RotaryForm): Tensor {
  const pairs = input.shape.at(-1)! / 2;
  const [first, second] =
    form === 'half' ? split(input, 2, -1) : unstack(reshape(input, [...input.shape.slice(0, -1), pairs, 2]), -1);
  const turned = [
    sub(mul(first!, tables.cos), mul(second!, tables.sin)),
    add(mul(second!, tables.cos), mul(first!, tables.sin)),
  ];
  return form === 'half' ? concat(turned, -1) : reshape(stack(turned, -1), input.shape);
}
