import {
  add,
  gather,
  logSumExp,
  matMul,
  mul,
  oneHot,
  reshape,
  softmax,
  squeeze,
  sub,
  tensor,
  tensor1d,
  tidy,
} from '@tensorflow/tfjs-core';
import { philoxUniform } from '../random/philox.js';
import type { Kernels } from './kernels.js';
import { portableInverse } from './portable-inverse.js';

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
  inverse: portableInverse,
  sigmoidGradient: (gate, upstream) => tidy(() => mul(mul(upstream, gate), sub(1, gate))),
};
