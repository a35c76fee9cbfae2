import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  add,
  eye,
  kernels,
  mul,
  philoxNormal,
  portableKernels,
  randomKey,
  scope,
  sigmoid,
  tensor,
  tensorsAlive,
  type Kernels,
  type Tensor,
} from '@weitiao/tensor';
import tensorflow from './index.js';

const normals = (shape: number[], name: string, scale = 1) =>
  tensor(
    philoxNormal(
      shape.reduce((size, length) => size * length, 1),
      randomKey(name),
    ).map((value) => value * scale),
    shape,
  );

/** Every kernel on inputs that reach its corners: what it gives, in order. */
const calls: readonly [name: string, call: (kernels: Kernels) => Tensor[]][] = [
  ['uniform', ({ uniform }) => [uniform([3, 7], randomKey('kernels'))]],
  ['affine', ({ affine }) => [affine(normals([5, 4], 'x'), normals([4, 3], 'w'), false)]],
  [
    'affine, transposed, with bias',
    ({ affine }) => [affine(normals([5, 4], 'x'), normals([3, 4], 'w'), true, normals([3], 'b'))],
  ],
  [
    'sparseCrossEntropy',
    ({ sparseCrossEntropy }) =>
      Object.values(sparseCrossEntropy(normals([6, 9], 'l', 4), Int32Array.of(0, 8, 3, 3, 1, 7))),
  ],
  [
    'sparseCrossEntropy, far apart',
    ({ sparseCrossEntropy }) => Object.values(sparseCrossEntropy(normals([4, 9], 'l', 300), Int32Array.of(0, 1, 2, 3))),
  ],
  ['inverse', ({ inverse }) => [inverse(add(normals([3, 5, 5], 'm'), mul(2, eye(5))))]],
  ['inverse, with zeros on the diagonal', ({ inverse }) => [inverse(tensor([0, 2, 0, 0, 0, 4, 1, 0, 0], [1, 3, 3]))]],
  [
    'sigmoidGradient',
    ({ sigmoidGradient }) => [sigmoidGradient(sigmoid(normals([40, 5], 'x', 3)), normals([40, 5], 'up'))],
  ],
];

describe('native kernels', () => {
  beforeAll(() => tensorflow({ threads: 2 }).start());

  it.each(calls)('%s equals its portable form', (_, call) => {
    scope(() => {
      const [native, portable] = [call(kernels()), call(portableKernels)];
      native.forEach((made, index) => {
        const [found, wanted] = [made.dataSync(), portable[index]!.dataSync()];
        const largest = Math.max(...wanted.map(Math.abs)) || 1;
        expect(made.shape).toEqual(portable[index]!.shape);
        wanted.forEach((value, place) => expect(Math.abs(value - found[place]!) / largest).toBeLessThan(2e-6));
      });
    });
  });

  it.each(calls)('%s leaves nothing behind but its result', (_, call) => {
    scope(() => {
      call(kernels()); // the inputs are made inside, so count twice
      const alive = () => tensorsAlive().count;
      const before = alive();
      const made = call(kernels());
      const inputs = alive() - before - made.length;
      const again = alive();
      const portable = call(portableKernels);
      expect(alive() - again - portable.length).toBe(inputs);
    });
  });

  it('every kernel is tried', () => {
    expect(new Set(calls.map(([name]) => name.split(',')[0]))).toEqual(new Set(Object.keys(portableKernels)));
  });
});
