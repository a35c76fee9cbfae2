import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  kernels,
  matMul,
  mul,
  orthogonalTriangular,
  philoxNormal,
  portableKernels,
  randomKey,
  scope,
  singularValues,
  tensor,
  tensorsAlive,
  useKernels,
  type Tensor,
} from '@weitiao/tensor';
import tensorflow from './index.js';

const matrix = (rows: number, columns: number) =>
  tensor(philoxNormal(rows * columns, randomKey('matrix', rows, columns)), [rows, columns]);

function expectClose(found: Tensor, wanted: Tensor): void {
  expect(found.shape).toEqual(wanted.shape);
  const values = wanted.dataSync();
  found.dataSync().forEach((value, index) => expect(Math.abs(value - values[index]!)).toBeLessThan(1e-5));
}

const identity = (width: number) =>
  tensor(
    Array.from({ length: width * width }, (_, index) => Number(index % (width + 1) === 0)),
    [width, width],
  );

describe.each([
  [5, 3],
  [3, 5],
  [4, 4],
])('decompositions of a %i × %i matrix', (rows, columns) => {
  beforeAll(() => tensorflow({ threads: 2 }).start());
  const width = Math.min(rows, columns);

  it('singularValues: orthonormal vectors, falling values, the matrix again as their product', () =>
    scope(() => {
      const given = matrix(rows, columns);
      const { left, values, right } = singularValues(given);
      expectClose(matMul(left, left, true), identity(width));
      expectClose(matMul(right, right, true), identity(width));
      expectClose(matMul(mul(left, values), right, false, true), given);
      const numbers = [...values.dataSync()];
      expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
    }));

  it('orthogonalTriangular: orthonormal columns, nothing below the diagonal, the matrix again as their product', () =>
    scope(() => {
      const given = matrix(rows, columns);
      const { orthogonal, triangular } = orthogonalTriangular(given);
      expectClose(matMul(orthogonal, orthogonal, true), identity(width));
      expectClose(matMul(orthogonal, triangular), given);
      triangular.dataSync().forEach((value, index) => {
        if (Math.floor(index / columns) > index % columns) expect(value).toBe(0);
      });
    }));

  it('leave no tensor behind', () => {
    const before = tensorsAlive().count;
    scope(() => void [singularValues(matrix(rows, columns)), orthogonalTriangular(matrix(rows, columns))]);
    expect(tensorsAlive().count).toBe(before);
  });
});

describe('an engine without decompositions', () => {
  it('is named as such', () => {
    const own = kernels();
    useKernels(portableKernels);
    try {
      expect(() => scope(() => ({ ...singularValues(matrix(2, 2)) }))).toThrow(
        /no singular value decomposition. Use the engine/,
      );
      expect(() => scope(() => ({ ...orthogonalTriangular(matrix(2, 2)) }))).toThrow(/no QR decomposition/);
    } finally {
      useKernels(own);
    }
  });
});
