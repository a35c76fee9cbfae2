import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import {
  dispose,
  gradients,
  philoxNormal,
  randomKey,
  scope,
  tensor,
  tensorsAlive,
  withoutTape,
  type Tensor,
} from '../index.js';
import { affine } from './affine.js';
import { crossEntropy } from './cross-entropy.js';

const normals = (shape: number[], name: string) =>
  tensor(
    philoxNormal(
      shape.reduce((size, length) => size * length, 1),
      randomKey(name),
    ),
    shape,
  );

describe('crossEntropy in chunks', () => {
  beforeAll(() => tensorflow({ threads: 2 }).start());

  const [rows, width, classes, chunkRows] = [96, 8, 2000, 8];
  const allLogits = rows * classes * Float32Array.BYTES_PER_ELEMENT;
  const labels = Int32Array.from({ length: rows }, (_, row) => (row % 4 === 1 ? -100 : (row * 37) % classes));
  const trained = labels.filter((label) => label >= 0).length;

  /** Runs `use` with a head that notes what it is given and how many bytes live while it works. */
  const watched = (use: (hidden: Tensor, weight: Tensor, head: (picked: Tensor) => Tensor) => void) => {
    const seen = { rows: [] as number[], bytes: 0 };
    scope(() => {
      const [hidden, weight] = [normals([rows, width], 'hidden'), normals([classes, width], 'weight')];
      const before = tensorsAlive().bytes;
      use(hidden, weight, (picked) => {
        const logits = affine(picked, weight);
        seen.rows.push(picked.shape[0]!);
        seen.bytes = Math.max(seen.bytes, tensorsAlive().bytes - before);
        return logits;
      });
    });
    return seen;
  };

  it('gives the head labelled rows only, once each, a chunk at a time', () => {
    const seen = watched(
      (hidden, weight, head) =>
        void gradients(() => crossEntropy(hidden, labels, head, [weight], { chunkRows }), [hidden, weight]),
    );
    expect(Math.max(...seen.rows)).toBeLessThanOrEqual(chunkRows);
    expect(seen.rows.reduce((sum, count) => sum + count, 0)).toBe(trained);
  });

  it.each([
    ['with a gradient', (loss: () => Tensor, inputs: Tensor[]) => void gradients(loss, inputs)],
    ['without', (loss: () => Tensor) => void loss()],
  ])('never holds the logits of all rows, %s', (_, use) => {
    const seen = watched((hidden, _weight, head) =>
      use(() => crossEntropy(hidden, labels, head, [], { chunkRows }), [hidden]),
    );
    expect(seen.bytes).toBeLessThan(allLogits / 4);
  });

  it('does not depend on the size of the chunks', () => {
    const loss = (size: number) =>
      scope(() => {
        const [hidden, weight] = [normals([rows, width], 'hidden'), normals([classes, width], 'weight')];
        const found = gradients(
          () => crossEntropy(hidden, labels, (picked) => affine(picked, weight), [weight], { chunkRows: size }),
          [hidden, weight],
        );
        return [found.value, ...found.gradients].map((made) => [...made.dataSync()]) as unknown as Tensor;
      }) as unknown as number[][];
    const [whole, parts] = [loss(rows).flat(), loss(7).flat()];
    const largest = Math.max(
      ...whole.map((value, index) => Math.abs(value - parts[index]!) / Math.max(1, Math.abs(value))),
    );
    expect(largest).toBeLessThan(1e-6);
  });

  it('is zero, with zero gradients, when no row has a label', () => {
    const seen = watched((hidden, weight, head) => {
      const none = new Int32Array(rows).fill(-100);
      const { value, gradients: found } = gradients(() => crossEntropy(hidden, none, head, [weight]), [hidden, weight]);
      expect(value.dataSync()[0]).toBe(0);
      found.forEach((gradient) => expect(Math.max(...gradient.dataSync().map(Math.abs))).toBe(0));
    });
    expect(seen.rows).toEqual([]);
  });

  it('gives finite losses where the label has no probability that float32 can hold', () => {
    scope(() => {
      const far = tensor([0, 500, -500, 0], [2, 2]);
      const loss = crossEntropy(far, Int32Array.of(0, 0), (picked) => picked);
      expect(loss.dataSync()[0]).toBeCloseTo(1000, 3);
    });
  });

  it('is the same inside and outside of a recording', () => {
    scope(() => {
      const [hidden, weight] = [normals([rows, width], 'hidden'), normals([classes, width], 'weight')];
      const loss = () => crossEntropy(hidden, labels, (picked) => affine(picked, weight), [], { chunkRows });
      const recorded = gradients(loss, [hidden]);
      expect(withoutTape(loss).dataSync()[0]).toBe(recorded.value.dataSync()[0]);
      dispose([recorded.value, recorded.gradients]);
    });
  });
});
