import { describeNumeric } from './__fixtures__/describe-numeric.js';
import { affine } from './affine.js';
import { crossEntropy } from './cross-entropy.js';

describeNumeric('cross-entropy', ({ hidden, weight, labels }) => {
  const head = (rows: typeof hidden) => affine(rows!, weight!);
  return crossEntropy(hidden!, labels!.dataSync() as Int32Array, head, [weight!], { chunkRows: 3 });
});
