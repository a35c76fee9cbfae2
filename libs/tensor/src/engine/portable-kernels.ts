import {
  add,
  gather,
  logSumExp,
  matMul,
  mul,
  oneHot,
  reshape,
  sigmoid,
  softmax,
  square,
  squeeze,
  sub,
  sum,
  tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import { philoxUniform } from '../random/philox.js';
import type { Kernels } from './kernels.js';

const SQRT_2_OVER_PI = 0.79788456;
const CUBIC = 0.044715;

/** Every kernel composed of tfjs operations, for engines without their own. */
export const portableKernels: Kernels = {
  uniform: (shape, key) => {
    const size = shape.reduce((product, length) => product * length, 1);
    return tensor(philoxUniform(size, key), [...shape], 'float32');
  },
  sparseCrossEntropy: (logits, labels) =>
    tidy(() => {
      const target = squeeze(gather(logits, reshape(labels, [-1, 1]), 1, 1), [1]);
      const hot = oneHot(labels as never, logits.shape[1]!, 1, 0, 'float32');
      return { losses: sub(logSumExp(logits, 1), target), gradient: sub(softmax(logits), hot) };
    }),
  affine: (input, weight, transposed, bias) =>
    tidy(() => {
      const product = matMul(input, weight, false, transposed);
      return bias ? add(product, bias) : product;
    }),
  softmax: (scores) => softmax(scores),
  softmaxGradient: (probabilities, upstream) =>
    tidy(() => {
      const product = mul(probabilities, upstream);
      return sub(product, mul(probabilities, sum(product, -1, true)));
    }),
  // 1 + tanh u = 2 σ(2u): one pass less than by tanh.
  geluTanh: (input) =>
    tidy(() =>
      mul(input, sigmoid(mul(input, add(mul(square(input), 2 * SQRT_2_OVER_PI * CUBIC), 2 * SQRT_2_OVER_PI)))),
    ),
  geluTanhGradient: (input, upstream) =>
    tidy(() => {
      const squared = square(input);
      const gate = sigmoid(mul(input, add(mul(squared, 2 * SQRT_2_OVER_PI * CUBIC), 2 * SQRT_2_OVER_PI)));
      const slope = mul(input, add(mul(squared, 6 * SQRT_2_OVER_PI * CUBIC), 2 * SQRT_2_OVER_PI)); // x · d(2u)/dx
      return mul(upstream, mul(gate, add(mul(slope, sub(1, gate)), 1)));
    }),
};
