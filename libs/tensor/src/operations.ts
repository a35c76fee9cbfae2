/** The operations of tfjs that the project uses. Everything else imports them from here, never from tfjs. */
export {
  abs, add, argMax, cast, concat, cos, div, equal, exp, expandDims, eye, fill, gather, greaterEqual, less, lessEqual, log, logicalAnd,
  logicalNot, logicalOr, logSoftmax, logSumExp, matMul, max, maximum, mean, min, mul, neg, norm, notEqual, oneHot, ones, onesLike, pad,
  pow, range, relu, reshape, rsqrt, scalar, sigmoid, sin, slice, softmax, split, sqrt, square, squeeze, stack, sub, sum, tanh, tensor,
  tensor1d, tensor2d, tile, topk, transpose, unsortedSegmentSum, unstack, where, zeros, zerosLike,
} from '@tensorflow/tfjs-core';
export type { DataType, Scalar, Tensor } from '@tensorflow/tfjs-core';
