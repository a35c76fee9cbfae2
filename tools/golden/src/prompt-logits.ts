import type { BaseModel } from '@weitiao/core';
import { ForwardPass, layOut, virtualTokenCounts, type AttachedAdapter, type Weights } from '@weitiao/nn';
import { keep, scope, slice, type Tensor } from '@weitiao/tensor';

/** Logits of each prompt's real tokens, `[tokens, vocabulary]`; the caller disposes them. */
export const promptLogits = (
  model: BaseModel,
  weights: Weights,
  adapters: readonly AttachedAdapter[],
  prompts: readonly (readonly number[])[],
): Tensor[] =>
  prompts.map((tokens) =>
    scope(() => {
      const counts = virtualTokenCounts(adapters.map(({ adapter }) => adapter));
      const { layout } = layOut([[{ id: 0, tokens, labels: tokens.map(() => -100) }]], counts);
      const pass = new ForwardPass({ model, weights, adapters, layout });
      try {
        const hidden = slice(model.forward(pass), [counts.prompt, 0], [tokens.length, model.width]);
        return keep(model.logits(hidden, pass));
      } finally {
        pass[Symbol.dispose]();
      }
    }),
  );
