import { runHere } from './run-task.js';
import type { ProductTask } from './tasks/products.js';

const task: ProductTask = {
  threads: 2,
  repeats: 60,
  shapes: [1, 16, 256].flatMap((rows) => [
    [rows, 2048, 2048] as const,
    [rows, 1536, 8960] as const,
    [rows, 8960, 1536] as const,
  ]),
};

/** Products with one matrix, held as float32 and as bfloat16, in turns in one process. Reported, not judged. */
export async function compareProducts(say: (text: string) => void): Promise<void> {
  const figures = await runHere<number[][]>('products.js', task);
  say(`y = W x with W of [output × input], ${task.threads} threads; least milliseconds of ${task.repeats}, in turns`);
  say('  rows   input  output   float32  bfloat16   ratio');
  task.shapes.forEach(([rows, input, output], at) => {
    const [wide, packed] = figures[at] as [number, number];
    const cells = [wide.toFixed(2), packed.toFixed(2), (packed / wide).toFixed(2)];
    say(
      [rows, input, output].map((size, place) => String(size).padStart([6, 8, 8][place]!)).join('') +
        cells.map((cell, place) => cell.padStart([10, 10, 8][place]!)).join(''),
    );
  });
  say('');
}
