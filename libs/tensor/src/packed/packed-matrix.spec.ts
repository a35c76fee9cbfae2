import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import fc from 'fast-check';
import {
  affine,
  gatherRows,
  gradients,
  kernels,
  mul,
  PackedMatrix,
  philoxNormal,
  portableKernels,
  randomKey,
  scope,
  sum,
  tensor,
  tensorsAlive,
  useKernels,
  type Tensor,
} from '../index.js';
import { gradientErrors, leakOf } from '../testing/index.js';

beforeAll(() => tensorflow({ threads: 2 }).start());

const normals = (shape: number[], name: string) =>
  tensor(
    philoxNormal(
      shape.reduce((size, length) => size * length, 1),
      randomKey(name),
    ),
    shape,
  );

// Found once: a global is looked up anew each time, which under the test runner takes longer than what it computes.
const { imul } = Math;

/** `[rows, columns]` of bfloat16 numbers between ±0.5 and ±2, all over the place. */
function packed(rows: number, columns: number): PackedMatrix {
  const words = Int32Array.from({ length: (rows * columns) / 2 }, (_, word) => {
    const mixed = imul(imul(word + 1, 0x9e3779b1) ^ (word >>> 3), 0x85ebca6b);
    return (mixed & 0x80ff80ff) | 0x3f003f00;
  });
  return new PackedMatrix(tensor(words, [rows, columns / 2], 'int32'));
}

const bitsOf = (made: Tensor) => Uint32Array.from(new Uint32Array((made.dataSync() as Float32Array).slice().buffer));

describe('PackedMatrix', () => {
  it('widens every bfloat16 number exactly, infinities and NaN included', () =>
    scope(() => {
      const words = Int32Array.from({ length: 32_768 }, (_, word) => (2 * word) | ((2 * word + 1) << 16));
      const matrix = new PackedMatrix(tensor(words, [128, 256], 'int32'));
      expect(matrix.shape).toEqual([128, 512]);
      expect(matrix.bytes).toBe(2 * 65_536);
      expect(bitsOf(matrix.widened())).toEqual(Uint32Array.from({ length: 65_536 }, (_, bits) => bits << 16));
    }));

  it('gives rows, columns and rows by number', () =>
    scope(() => {
      const matrix = packed(5, 6);
      const all = [...matrix.widened().dataSync()];
      const at = (rows: number[], columns: number[]) =>
        rows.flatMap((row) => columns.map((column) => all[6 * row + column]));
      const every = [0, 1, 2, 3, 4, 5];
      expect([...matrix.rows(1, 3).widened().dataSync()]).toEqual(at([1, 2, 3], every));
      expect([...matrix.columns(2, 4).widened().dataSync()]).toEqual(at([0, 1, 2, 3, 4], [2, 3, 4, 5]));
      const ids = tensor([4, 0, 4], [3], 'int32');
      expect([...gatherRows(matrix, ids).dataSync()]).toEqual(at([4, 0, 4], every));
    }));

  it('gives its numbers on the host and leaves nothing behind', async () => {
    const matrix = packed(3, 4);
    const before = tensorsAlive().count;
    const wide = scope(() => [...matrix.widened().dataSync()] as never) as number[];
    expect([...(await matrix.data())]).toEqual(wide);
    expect(tensorsAlive().count).toBe(before);
    matrix.dispose();
    expect(tensorsAlive().count).toBe(before - 1);
  });

  it('is refused by an engine that cannot widen', () => {
    const own = kernels();
    useKernels(portableKernels);
    try {
      expect(() => scope(() => void packed(2, 2))).toThrow(
        'The tensor engine cannot widen bfloat16. Use the engine of @weitiao/backend-tensorflow, or keep weights as float32.',
      );
    } finally {
      useKernels(own);
    }
  });
});

describe.each([true, false])('affine by a packed matrix, transposed: %s', (transposed) => {
  const spec = (rows: number, input: number, output: number) => ({
    rows: normals([rows, input], 'rows'),
    weight: transposed ? packed(output, input) : packed(input, output),
    bias: normals([output], 'bias'),
  });

  it('equals float32 bit for bit, value and gradients', () =>
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.nat(40), fc.boolean(), (a, b, c, withBias) =>
        scope(() => {
          const { rows, weight, bias } = spec(a + 1, 2 * b + 2, 2 * c + 2);
          const inputs = withBias ? [rows, bias] : [rows];
          const [mine, theirs] = [weight, weight.widened()].map((kernel) =>
            gradients(() => affine(rows, kernel, withBias ? bias : undefined, transposed), inputs),
          );
          expect(bitsOf(mine!.value)).toEqual(bitsOf(theirs!.value));
          mine!.gradients.forEach((gradient, index) =>
            expect(bitsOf(gradient)).toEqual(bitsOf(theirs!.gradients[index]!)),
          );
        }),
      ),
      { numRuns: 30 },
    ));

  it('has the gradients that finite differences show', () =>
    scope(() => {
      const { rows, weight, bias } = spec(5, 8, 6);
      const errors = gradientErrors((x, b) => affine(x!, weight, b, transposed), [rows, bias]);
      expect(Math.max(...errors)).toBeLessThan(0.02);
    }));

  it('equals float32 bit for bit where it is widened in blocks', () =>
    scope(() => {
      const { rows, weight, bias } = spec(3, 5000, 3800);
      const [mine, theirs] = [weight, weight.widened()].map((kernel) =>
        gradients(() => affine(rows, kernel, bias, transposed), [rows]),
      );
      expect(bitsOf(mine!.value)).toEqual(bitsOf(theirs!.value));
      expect(bitsOf(mine!.gradients[0]!)).toEqual(bitsOf(theirs!.gradients[0]!));
    }));

  it('leaves nothing behind, with and without a gradient', () => {
    const { rows, weight, bias } = spec(3, 4, 6);
    expect(leakOf(() => scope(() => void affine(rows, weight, bias, transposed)))).toBe(0);
    expect(leakOf(() => gradients(() => affine(rows, weight, bias, transposed), [rows]))).toBe(2);
  });
});

it('a packed matrix that is gone before what was widened of it takes nothing with it', () =>
  scope(() => {
    const factor = normals([2, 4], 'factor');
    const wide = scope(() => packed(6, 4).rows(2, 2).widened());
    const { gradients: found } = gradients(() => sum(mul(wide, factor)), [factor]);
    expect(found[0]!.dataSync()).toEqual(wide.dataSync());
  }));

describe('what a gradient keeps of a widened matrix', () => {
  it('is its packed form, for any operation', () =>
    scope(() => {
      const weight = packed(64, 64);
      const factor = normals([64, 64], 'factor');
      let kept = 0;
      const compute = () => {
        const before = tensorsAlive().bytes;
        const product = scope(() => mul(weight.widened(), factor));
        kept = tensorsAlive().bytes - before - 4 * product.size;
        return sum(product);
      };
      const { gradients: found } = gradients(compute, [factor]);
      expect(kept).toBe(weight.bytes); // counted, though it shares the memory of the weight's own words
      expect(found[0]!.dataSync()).toEqual(weight.widened().dataSync());
    }));
});
