import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import {
  add,
  gradients,
  keep,
  mul,
  philoxNormal,
  randomKey,
  scope,
  tensor,
  tensorsAlive,
  type Tensor,
} from '../index.js';
import { leakOf } from '../testing/index.js';
import { affine } from './affine.js';
import { crossEntropy } from './cross-entropy.js';
import { geluTanh } from './gelu-tanh.js';
import { layerNorm } from './layer-norm.js';
import { recompute } from './recompute.js';

const normals = (shape: number[], name: string) =>
  tensor(
    philoxNormal(
      shape.reduce((size, length) => size * length, 1),
      randomKey(name),
    ),
    shape,
  );

describe('recompute', () => {
  beforeAll(() => tensorflow({ threads: 2 }).start());

  const [rows, width, layers] = [256, 32, 6];
  const parameters = () => [
    normals([rows, width], 'x'),
    normals([width, width], 'w'),
    normals([width], 'gain'),
    normals([width], 'shift'),
  ];
  const block = (x?: Tensor, weight?: Tensor, gain?: Tensor, shift?: Tensor) =>
    scope(() => add(x!, geluTanh(affine(layerNorm(x!, gain!, shift!, 1e-5), weight!))));
  const stack =
    (run: (inputs: Tensor[]) => Tensor) =>
    ([x, ...rest]: Tensor[]) => {
      let stream = x!;
      for (let layer = 0; layer < layers; layer++) stream = run([stream, ...rest]);
      return stream;
    };
  const plain = stack((inputs) => block(...inputs));
  const checkpointed = stack((inputs) => recompute(inputs, block));
  const numbers = (run: (inputs: Tensor[]) => Tensor) =>
    scope(() => {
      const inputs = parameters();
      const found = gradients(() => run(inputs), inputs);
      return [found.value, ...found.gradients].map((made) => [...made.dataSync()]) as unknown as Tensor;
    }) as unknown as number[][];

  it('gives the value and the gradients of the plain block, bit for bit', () => {
    expect(numbers(checkpointed)).toEqual(numbers(plain));
  });

  it('may hold other recomputed blocks', () => {
    const nested = ([x, ...rest]: Tensor[]) => recompute([x!, ...rest], (...inputs) => checkpointed(inputs));
    expect(numbers(nested)).toEqual(numbers(plain));
  });

  it('works in the head of a cross entropy', () => {
    const labels = Int32Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? -100 : row % width));
    const loss =
      (head: (inputs: Tensor[]) => Tensor) =>
      ([x, ...rest]: Tensor[]) =>
        crossEntropy(x!, labels, (picked) => head([picked, ...rest]), rest, { chunkRows: 16 });
    expect(numbers(loss((inputs) => recompute(inputs, block)))).toEqual(numbers(loss((inputs) => block(...inputs))));
  });

  it('keeps one input a block until the backward pass', () => {
    const aliveAfterForward = (run: (inputs: Tensor[]) => Tensor) =>
      scope(() => {
        const inputs = parameters();
        const before = tensorsAlive().bytes;
        let alive = 0;
        gradients(
          () => mul(run(inputs), 1),
          inputs,
          (value) => {
            alive = tensorsAlive().bytes - before;
            return keep(value.clone());
          },
        );
        return alive as unknown as Tensor;
      }) as unknown as number;
    const activation = rows * width * Float32Array.BYTES_PER_ELEMENT;
    expect(aliveAfterForward(checkpointed)).toBeLessThan((layers + 3) * activation);
    expect(aliveAfterForward(plain)).toBeGreaterThan(3 * layers * activation);
  });

  it('leaves nothing behind', () => {
    expect(leakOf(() => numbers(checkpointed))).toBe(0);
  });

  it('leaves nothing behind when the block fails', () => {
    const failing = ([x, ...rest]: Tensor[]) =>
      recompute([checkpointed([x!, ...rest])], () => {
        throw new Error('the block failed');
      });
    expect(leakOf(() => expect(() => numbers(failing)).toThrow('the block failed'))).toBe(0);
  });
});
