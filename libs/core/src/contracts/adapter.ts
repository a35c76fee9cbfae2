import type { Tensor } from '@weitiao/tensor';
import type { Parameter, Parameters, Values } from './parameter.js';
import type { Pass } from './pass.js';
import type { Site } from './site.js';

/** Wraps the computation of a site: may change its input, its output or both. */
export interface Tap<P extends Parameters = Parameters> {
  readonly site: Site;
  readonly parameters: P;
  apply(input: Tensor, next: (input: Tensor) => Tensor, values: Values<P>, pass: Pass): Tensor;
}

/** Learned tokens in front of every segment. */
export interface VirtualTokens<P extends Parameters = Parameters> {
  readonly count: number;
  readonly parameters: P;
  /** prompt: `[count, width]`; prefix: `[count, layers × 2 × keyValueHeads × headWidth]`, a layer's key before its value. */
  rows(values: Values<P>, pass: Pass): Tensor;
}

/** What a method adds to a model. A description: attaching computes and allocates nothing. */
export interface Adapter {
  readonly taps?: readonly Tap[];
  readonly prompt?: VirtualTokens;
  readonly prefix?: VirtualTokens;
  /** Base weights trained in place of the frozen ones: full fine-tuning, BitFit, modules_to_save. */
  readonly weights?: ReadonlyMap<string, Parameter>;
  /** Added to the loss (AdaLoRA's orthogonality). Scalar. */
  penalty?(pass: Pass): Tensor;
  /** Called after every optimiser step, counted from 0 of `totalSteps`, with the step's gradients (AdaLoRA's allocator). */
  afterStep?(
    step: number,
    gradients: ReadonlyMap<Parameter, Tensor>,
    values: Map<Parameter, Tensor>,
    totalSteps: number,
  ): void;
}
