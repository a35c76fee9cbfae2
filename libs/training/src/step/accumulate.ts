import { ForwardPass, layOut, tokenLoss, virtualTokenCounts } from '@weitiao/nn';
import { add, gradients, mul, scope, type Tensor } from '@weitiao/tensor';
import { isTrained } from '../optimizer/optimizer-state.js';
import type { GradientSum } from './gradient-sum.js';
import { adaptersOf, type TrainingSubject } from './subject.js';
import type { MicroBatch } from './training-step.js';

export interface Accumulation {
  readonly subject: TrainingSubject;
  readonly training: { readonly seed: number; readonly step: number; readonly recompute: boolean };
  /** Trained tokens of the whole optimiser step. */
  readonly trainedTokens: number;
  /** Whether the adapter's penalty belongs to this micro-batch: it counts once a step. */
  readonly withPenalty: boolean;
  readonly sum: GradientSum;
}

/** Adds a micro-batch's part to the gradient of the step's mean loss. @returns sum of −ln p over its trained tokens, and the penalty */
export function accumulate(rows: MicroBatch, { subject, training, trainedTokens, withPenalty, sum }: Accumulation) {
  const adapters = adaptersOf(subject);
  const trained = subject.values.parameters.filter(isTrained);
  return scope(() => {
    const { layout, labels } = layOut(rows, virtualTokenCounts(adapters.map(({ adapter }) => adapter)));
    const pass = new ForwardPass({ model: subject.model, weights: subject.weights, adapters, layout, training });
    const read = { loss: 0, penalty: 0 };
    const meanLoss = (): Tensor => {
      const loss = tokenLoss(pass, labels).sum;
      read.loss = loss.dataSync()[0]!;
      const mean = mul(loss, 1 / trainedTokens);
      const penalty = withPenalty ? subject.adapter.penalty?.(pass) : undefined;
      if (!penalty) return mean;
      read.penalty = penalty.dataSync()[0]!;
      return add(mean, penalty);
    };
    try {
      const inputs = trained.map((parameter) => subject.values.get(parameter));
      const found: (Tensor | undefined)[] = gradients(meanLoss, inputs).gradients;
      trained.forEach((parameter, index) => {
        const gradient = found[index];
        if (gradient) sum.add(parameter, gradient);
        gradient?.dispose(); // now and not with the scope: a whole model's gradients are large
      });
    } finally {
      pass[Symbol.dispose]();
    }
    return read;
  });
}
