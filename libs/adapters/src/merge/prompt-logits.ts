import type { BaseModel } from '@weitiao/core';
import { ForwardPass, layOut, virtualTokenCounts, type AttachedAdapter, type Weights } from '@weitiao/nn';
import { scope } from '@weitiao/tensor';

/** Logits of every token of each prompt, on the host, a prompt at a time: `[tokens × vocabulary]` each. */
export function promptLogits(
  model: BaseModel,
  weights: Weights,
  adapters: readonly AttachedAdapter[],
  prompts: readonly (readonly number[])[],
): Float32Array[] {
  const counts = virtualTokenCounts(adapters.map(({ adapter }) => adapter));
  return prompts.map((tokens, id) => {
    let logits = new Float32Array();
    scope(() => {
      const { layout } = layOut([[{ id, tokens, labels: tokens.map(() => -100) }]], counts);
      const pass = new ForwardPass({ model, weights, adapters, layout });
      logits = Float32Array.from(model.logits(model.forward(pass), pass).dataSync());
      pass[Symbol.dispose]();
    });
    return logits.subarray(counts.prompt * model.vocabulary);
  });
}
