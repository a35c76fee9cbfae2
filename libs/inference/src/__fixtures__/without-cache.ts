import { ForwardPass, layOut, virtualTokenCounts } from '@weitiao/nn';
import { gather, scope, sub, logSumExp, reshape, tensor1d } from '@weitiao/tensor';
import type { TunedModel } from '../reading/tuned-model.js';

/** ln p of every token of the vocabulary after each token of `tokens`, in one pass, alone, without a cache. `[token][vocabulary]` */
export function distributions(tuned: TunedModel, tokens: readonly number[]): number[][] {
  const counts = virtualTokenCounts(tuned.adapters.map(({ adapter }) => adapter));
  let rows!: number[][];
  scope(() => {
    const { layout } = layOut([[{ id: 0, tokens, labels: tokens }]], counts);
    using pass = new ForwardPass({ ...tuned, layout });
    const hidden = tuned.model.forward(pass);
    const real = gather(
      hidden,
      tensor1d(
        tokens.map((_, index) => counts.prompt + index),
        'int32',
      ),
    );
    const logits = tuned.model.logits(real, pass);
    rows = sub(logits, reshape(logSumExp(logits, 1), [-1, 1])).arraySync() as number[][];
  });
  return rows;
}

/** Greedy continuation, the whole text read again for every token. */
export function continuation(tuned: TunedModel, prompt: readonly number[], count: number): number[] {
  const text = [...prompt];
  for (let step = 0; step < count; step++) {
    const last = distributions(tuned, text).at(-1)!;
    text.push(last.indexOf(Math.max(...last)));
  }
  return text.slice(prompt.length);
}

/** ln p of each token of `completion` after `prompt`. */
export function completionScores(
  tuned: TunedModel,
  prompt: readonly number[],
  completion: readonly number[],
): number[] {
  const rows = distributions(tuned, [...prompt, ...completion]);
  return completion.map((token, index) => rows[prompt.length - 1 + index]![token]!);
}
