import { ForwardPass, layOut } from '@weitiao/nn';
import { scope } from '@weitiao/tensor';
import { segment, type Bench } from '../bench/bench.js';
import { assert, BrokenPromiseError } from '../kit/assertions.js';
import type { ModelCheck } from './subject.js';

/** Behind every table of positions. */
const farAway = 1_000_000;

/** How far positions go. */
export const positionChecks: readonly ModelCheck[] = [
  {
    name: 'reads tokens up to longestText, or anywhere without it',
    run(bench) {
      const { longestText: end = farAway } = bench.model;
      const logits = logitsBefore(end, bench, bench.sample);
      assert(
        logits.every(Number.isFinite),
        `tokens just before position ${end} have logits that are no finite numbers`,
      );
    },
  },
];

/** Logits of a text whose last token is the last before position `end`. */
function logitsBefore(end: number, bench: Bench, tokens: readonly number[]): Float32Array {
  let logits = new Float32Array();
  scope(() => {
    const { layout } = layOut([[segment(1, tokens)]], { prompt: 0, prefix: end - tokens.length });
    using pass = new ForwardPass({ ...bench, layout });
    try {
      logits = pass.model.logits(pass.model.forward(pass), pass).dataSync() as Float32Array<ArrayBuffer>;
    } catch (error) {
      throw new BrokenPromiseError(`tokens just before position ${end} cannot be read: ${String(error)}`);
    }
  });
  return logits;
}
