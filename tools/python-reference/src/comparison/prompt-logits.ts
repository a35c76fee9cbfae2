import { ForwardPass, layOut, virtualTokenCounts, type AttachedAdapter } from '@weitiao/nn';
import { keep, scope, slice, type Tensor } from '@weitiao/tensor';
import type { LoadedModel } from './loaded-model.js';

/** Token ids of some texts. */
export type Prompts = readonly (readonly number[])[];

/** Logits of each prompt's real tokens, `[tokens, vocabulary]`; the caller disposes them. */
export const promptLogits = (
  { model, weights }: Pick<LoadedModel, 'model' | 'weights'>,
  adapters: readonly AttachedAdapter[],
  prompts: Prompts,
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
