import { loadWeights, writeTensors } from '@weitiao/checkpoint';
import { Weights } from '@weitiao/nn';
import { join } from 'node:path';
import { logitsOf, segment } from '../bench/bench.js';
import { inTemporaryFolder } from '../bench/temporary-folder.js';
import { assertClose } from '../kit/assertions.js';
import type { ModelCheck } from './subject.js';

/** A model and its folder. */
export const diskChecks: readonly ModelCheck[] = [
  {
    name: 'written and read again, it gives the same logits',
    run: (bench) =>
      inTemporaryFolder(async (folder) => {
        const tensors = new Map([...bench.weights.names].map((name) => [name, bench.weights.get(name)]));
        await writeTensors(join(folder, 'model.safetensors'), tensors);
        const weights = new Weights(await loadWeights(folder, bench.model));
        const logits = logitsOf({ ...bench, weights }, [[segment(1, bench.sample)]])[0]!;
        weights[Symbol.dispose]();
        assertClose(logits, logitsOf(bench, [[segment(1, bench.sample)]])[0]!, 0, 'logits');
      }),
  },
];
