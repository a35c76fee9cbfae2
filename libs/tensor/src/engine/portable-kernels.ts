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
  tensor,
  tensor1d,
  tidy,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { philoxUniform } from '../random/philox.js';
import type { Kernels } from './kernels.js';

/** `1 + tanh u = 2 σ(2u)`, `2u = LINEAR x + CUBIC x³`: by σ the function takes fewer passes than by tanh. */
export const GELU_LINEAR = 2 * 0.79788456;
export const GELU_CUBIC = GELU_LINEAR * 0.044715;

/** Every kernel composed of tfjs operations, for engines without their own. */
export const portableKernels: Kernels = {
  uniform: (shape, key) => {
    const size = shape.reduce((product, length) => product * length, 1);
    return tensor(philoxUniform(size, key), [...shape], 'float32');
  },
  sparseCrossEntropy: (logits, labels) =>
    tidy(() => {
      const classes = tensor1d(labels, 'int32');
      const chosen = squeeze(gather(logits, reshape(classes, [-1, 1]), 1, 1), [1]);
      const gradient = sub(softmax(logits), oneHot(classes, logits.shape[1]!, 1, 0, 'float32'));
      return { losses: sub(logSumExp(logits, 1), chosen), gradient };
    }),
  affine: (input, weight, transposed, bias) =>
    tidy(() => {
      const product = matMul(input, weight, false, transposed);
      return bias ? add(product, bias) : product;
    }),
  geluTanh: (input) => tidy(() => mul(input, sigmoid(mul(input, add(mul(square(input), GELU_CUBIC), GELU_LINEAR))))),
  geluTanhWithSlope: (input) =>
    tidy(() => {
      const squared = square(input);
      const gate = sigmoid(mul(input, add(mul(squared, GELU_CUBIC), GELU_LINEAR)));
      const value: Tensor = mul(input, gate);
      const inner = add(mul(squared, 3 * GELU_CUBIC), GELU_LINEAR); // d(2u)/dx
      return { value, slope: add(gate, mul(mul(value, sub(1, gate)), inner)) };
    }),
};
