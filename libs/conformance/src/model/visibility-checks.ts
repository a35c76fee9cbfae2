import { disposeAdapters, attach, logitsOf, segment } from '../bench/bench.js';
import { cachedLogits } from '../bench/cached-logits.js';
import { tinyLowRank, tinyPrefix, tinyPrompt } from '../fakes/tiny-methods.js';
import { assert, assertClose } from '../kit/assertions.js';
import type { ModelCheck } from './subject.js';

/** What a token may see of the others. */
export const visibilityChecks: readonly ModelCheck[] = [
  {
    name: 'gives logits [tokens, vocabulary]',
    run(bench) {
      const [logits] = logitsOf(bench, [[segment(1, bench.sample)]]);
      assert(
        logits!.length === bench.sample.length * bench.model.vocabulary,
        `${bench.sample.length} tokens gave ${logits!.length} logits, not × ${bench.model.vocabulary}`,
      );
    },
  },
  {
    name: 'is causal: a token changes no logits before it',
    run(bench) {
      const changed = [...bench.sample.slice(0, -1), (bench.sample.at(-1)! + 1) % bench.model.vocabulary];
      const before = (tokens: readonly number[]) =>
        logitsOf(bench, [[segment(1, tokens)]])[0]!.slice(0, -bench.model.vocabulary);
      assertClose(before(changed), before(bench.sample), 0, 'logits before the changed token');
    },
  },
  {
    name: 'does not see padding',
    run(bench) {
      const [, padded] = logitsOf(bench, [[segment(1, bench.sample)], [segment(2, bench.shortSample)]]);
      assertClose(padded!, logitsOf(bench, [[segment(2, bench.shortSample)]])[0]!, 1e-5, 'logits beside a longer row');
    },
  },
  {
    name: 'packed = padded: segments of one row do not see each other',
    run(bench) {
      const [first, second] = logitsOf(bench, [[segment(1, bench.sample), segment(2, bench.shortSample)]]);
      const alone = logitsOf(bench, [[segment(1, bench.sample)], [segment(2, bench.shortSample)]]);
      assertClose(first!, alone[0]!, 1e-5, 'first segment');
      assertClose(second!, alone[1]!, 1e-5, 'second segment');
    },
  },
  {
    name: 'cached = uncached, with three adapters at once',
    run(bench) {
      const adapters = [tinyLowRank({}), tinyPrompt({}), tinyPrefix({})].map((method) => attach(method, bench));
      const attached = { ...bench, adapters };
      const sequences = [bench.sample, bench.shortSample];
      const whole = sequences.map((tokens) => logitsOf(attached, [[segment(1, tokens)]])[0]!);
      const cached = cachedLogits(attached, sequences, 2);
      disposeAdapters(adapters);
      cached.forEach((logits, row) => assertClose(logits, whole[row]!.slice(-logits.length), 1e-4, `sequence ${row}`));
    },
  },
  {
    name: 'is deterministic',
    run(bench) {
      const run = () => logitsOf(bench, [[segment(1, bench.sample)]])[0]!;
      assertClose(run(), run(), 0, 'the same pass twice');
    },
  },
];
