import type { Pass } from '@weitiao/core';
import {
  add,
  cos,
  maximum,
  rotary2d,
  rotaryAngles,
  rotaryFrequencies,
  sin,
  sub,
  where,
  less,
  type Tensor,
} from '@weitiao/tensor';
import { roundedToHalf } from './rounded-to-half.js';

/**
 * Rotary positions in two dimensions (GLM; Du et al. 2022, arXiv 2103.10360): the first half of each head turns by the place in the text, which is
 * the blank's for all that is written in it, the second half by the place in what is written, 0 in the context. `[batch, heads, sequence, headWidth]`
 */
export function turningInTwo(pass: Pass, headWidth: number): (perHead: Tensor) => Tensor {
  // The released code keeps them in half precision, whatever it computes in.
  const frequencies = rotaryFrequencies(headWidth / 2).map(roundedToHalf);
  const angles = (name: string, positions: () => Tensor) =>
    pass.constant(`rotary.${name}`, () => rotaryAngles(positions(), frequencies));
  const tables = (name: string, positions: () => Tensor) => ({
    cos: pass.constant(`rotary.${name}.cos`, () => cos(angles(name, positions))),
    sin: pass.constant(`rotary.${name}.sin`, () => sin(angles(name, positions))),
  });
  const inText = tables('text', () => placesInText(pass));
  const inBlank = tables('blank', () => placesInBlank(pass));
  return (perHead) => rotary2d(perHead, inText, inBlank);
}

/** int32 `[batch, sequence]` */
function placesInText(pass: Pass): Tensor {
  const { positions } = pass.layout;
  const [blank, written] = pass.division().marks;
  return where(less(positions, written!), positions, blank!);
}

/** 1, 2, … from `<sop>` on, counted from the prefix's length as all positions are. int32 `[batch, sequence]` */
function placesInBlank(pass: Pass): Tensor {
  const { first, contextEnd } = pass.division();
  return add(maximum(add(sub(pass.layout.positions, contextEnd), 1), 0), first);
}
