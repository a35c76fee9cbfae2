import tensorflow from '@weitiao/backend-tensorflow';
import { affine, PackedMatrix, philoxNormal, randomKey, scope, tensor } from '@weitiao/tensor';

/** Least milliseconds of products with a matrix as float32 and as bfloat16, which other work on the machine disturbs least. One JSON line. */
const { threads, shapes, repeats } = JSON.parse(process.argv[2]!) as ProductTask;
await tensorflow({ threads }).start();

export interface ProductTask {
  readonly threads: number;
  readonly shapes: readonly (readonly [rows: number, input: number, output: number])[];
  readonly repeats: number;
}

const figures = shapes.map(([rows, input, output]) => {
  const words = new Int32Array((input * output) / 2).fill(0x3f803c00);
  const packed = new PackedMatrix(tensor(words, [output, input / 2], 'int32'));
  const wide = packed.widened();
  const given = tensor(philoxNormal(rows * input, randomKey('given')), [rows, input]);
  const ways = [wide, packed].map((matrix) => () => scope(() => affine(given, matrix)).dispose());
  const least = ways.map(() => Infinity);
  for (let repeat = 0; repeat < repeats; repeat++)
    ways.forEach((run, way) => {
      const start = performance.now();
      run();
      least[way] = Math.min(least[way]!, performance.now() - start);
    });
  [wide, packed, given].forEach((made) => made.dispose());
  return least;
});
console.log(JSON.stringify(figures));
