import * as tf from '@tensorflow/tfjs-core';
import { Tensor, type TensorLike } from '@tensorflow/tfjs-core';
import { customGradient, isRecording } from './tape/index.js';

/*
 * Operations whose gradients need nothing but shapes, or the other factor. tfjs keeps their inputs until the backward pass whether a
 * gradient needs them or not, and so nearly doubles what a training step holds. Outside a recording these are tfjs's own.
 */

type Operand = Tensor | TensorLike;

/** `a + b`, broadcast. */
export const add = <T extends Tensor>(a: Operand, b: Operand): T => linear(a, b, tf.add, (upstream) => upstream) as T;

/** `a − b`, broadcast. */
export const sub = <T extends Tensor>(a: Operand, b: Operand): T => linear(a, b, tf.sub, tf.neg) as T;

/** `a · b`, broadcast. */
export function mul<T extends Tensor>(a: Operand, b: Operand): T {
  if (isRecording() && isFloat(a) && isFloat(b)) return product(a, b) as T;
  if (isRecording() && isFloat(a) && typeof b === 'number') return scaled(a, b) as T;
  if (isRecording() && isFloat(b) && typeof a === 'number') return scaled(b, a) as T;
  return tf.mul(a, b);
}

/** The same numbers in another shape; one length may be −1. */
export function reshape<T extends Tensor>(input: Operand, shape: number[]): T {
  if (!isRecording() || !isFloat(input)) return tf.reshape(input, shape) as T;
  return customGradient(
    [input],
    () => tf.reshape(input, shape),
    (upstream) => [tf.reshape(upstream, input.shape)],
  ) as T;
}

/** Joins tensors along an axis. */
export function concat<T extends Tensor>(tensors: readonly T[], axis = 0): T {
  if (!isRecording() || tensors.length < 2 || !tensors.every(isFloat)) return tf.concat([...tensors], axis);
  const place = axis < 0 ? axis + tensors[0]!.rank : axis;
  const lengths = tensors.map(({ shape }) => shape[place]!);
  return customGradient(
    tensors,
    () => tf.concat([...tensors], place),
    (upstream) => tf.split(upstream, lengths, place),
  ) as T;
}

const isFloat = (operand: Operand): operand is Tensor => operand instanceof Tensor && operand.dtype === 'float32';

function linear(a: Operand, b: Operand, compute: typeof tf.add, gradientOfRight: (upstream: Tensor) => Tensor): Tensor {
  const plain = !isRecording() || !(isFloat(a) || typeof a === 'number') || !(isFloat(b) || typeof b === 'number');
  if (plain) return compute(a, b);
  const left = isFloat(a) ? [a] : [];
  const right = isFloat(b) ? [b] : [];
  return customGradient(
    [...left, ...right],
    () => compute(a, b),
    (upstream) => [
      ...left.map(
        ({ shape }) =>
          () =>
            reducedTo(upstream, shape),
      ),
      ...right.map(
        ({ shape }) =>
          () =>
            gradientOfRight(reducedTo(upstream, shape)),
      ),
    ],
  );
}

const scaled = (input: Tensor, factor: number): Tensor =>
  customGradient(
    [input],
    () => tf.mul(input, factor),
    (upstream) => [tf.mul(upstream, factor)],
  );

const product = (a: Tensor, b: Tensor): Tensor =>
  customGradient(
    [a, b],
    (save, [leftWanted, rightWanted]) => {
      save(...(leftWanted ? [b] : []), ...(rightWanted ? [a] : []));
      return tf.mul(a, b);
    },
    (upstream, saved) => [
      () => reducedTo(tf.mul(upstream, saved[0]!), a.shape),
      () => reducedTo(tf.mul(upstream, saved.at(-1)!), b.shape),
    ],
  );

/** Sums a gradient over the axes along which its operand was broadcast. */
function reducedTo(gradient: Tensor, shape: number[]): Tensor {
  const axes = tf.broadcast_util.getReductionAxes(shape, gradient.shape);
  return tf.reshape(axes.length > 0 ? tf.sum(gradient, axes) : gradient, shape);
}
