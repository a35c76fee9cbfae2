import { normal, parameter, tap, zeros, type Parameter, type Tap } from '@weitiao/core';
import { add, affine, gatherRows, mul, transpose } from '@weitiao/tensor';
import type { EmbeddingSite } from '../targets/target-sites.js';
import type { Strength } from './strength.js';

/**
 * LoRA of an embedding as peft has it: E[x] + s · B (Aᵀ[x]). A `[rank, vocabulary]` starts from zero, B `[width, rank]` from N(0, 1). Token ids
 * cannot be dropped out. A head that shares the table is not changed.
 */
export function embeddingPair(site: EmbeddingSite, { rank, scale }: Strength, upRateFactor = 1): Tap {
  const down = parameter(`${site.path}.lora_embedding_A`, [rank, site.inputWidth], zeros);
  const up: Parameter = {
    ...parameter(`${site.path}.lora_embedding_B`, [site.outputWidth, rank], normal(1)),
    learningRateFactor: upRateFactor,
  };
  return tap(site, { down, up }, (tokens, next, { down, up }) =>
    add(next(tokens), affine(mul(scale, gatherRows(transpose(down), tokens)), up)),
  );
}
