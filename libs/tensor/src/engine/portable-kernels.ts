import { add, gather, logSumExp, matMul, oneHot, reshape, softmax, squeeze, sub, tensor } from '@tensorflow/tfjs-core';
import { philoxUniform } from '../random/philox.js';
import type { Kernels } from './kernels.js';

/** Every kernel composed of tfjs operations, for engines without their own. */
export const portableKernels: Kernels = {
  uniform: (shape, key) => {
    const size = shape.reduce((product, length) => product * length, 1);
    return tensor(philoxUniform(size, key), [...shape], 'float32');
  },
  sparseCrossEntropy: (logits, labels) => {
    const target = squeeze(gather(logits, reshape(labels, [-1, 1]), 1, 1), [1]);
    const hot = oneHot(labels as never, logits.shape[1]!, 1, 0, 'float32');
    return { losses: sub(logSumExp(logits, 1), target), gradient: sub(softmax(logits), hot) };
  },
  affine: (input, weight, transposed, bias) => {
    const product = matMul(input, weight, false, transposed);
    return bias ? add(product, bias) : product;
  },
};
