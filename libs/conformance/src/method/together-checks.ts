import type { LinearSite, Site } from '@weitiao/core';
import { mergedLinear, Weights } from '@weitiao/nn';
import { keep, type Tensor } from '@weitiao/tensor';
import { attach, disposeAdapters, logitsOf, withPass } from '../bench/bench.js';
import { cachedLogits } from '../bench/cached-logits.js';
import { gradientStep } from '../bench/gradient-step.js';
import { tinyLowRank, tinyPrefix, tinyPrompt } from '../fakes/tiny-methods.js';
import { assert, assertClose } from '../kit/assertions.js';
import { attached, base, first, second, type MethodCheck } from './subject.js';

/** A method beside others, in generation, and folded into the base. */
export const togetherChecks: readonly MethodCheck[] = [
  {
    name: 'cached = uncached with three adapters at once',
    run(subject) {
      const others = [tinyLowRank({}), tinyPrompt({}), tinyPrefix({})].map((method) => attach(method, subject, 2));
      attached(subject, (bench) => {
        gradientStep(bench, [[first]], 0.05);
        const all = { ...bench, adapters: [...bench.adapters, ...others] };
        const sequences = [first, second].map(({ tokens }) => Array.from(tokens));
        const whole = logitsOf(all, [[first], [second]]);
        cachedLogits(all, sequences, 2).forEach((logits, row) =>
          assertClose(logits, whole[row]!.slice(-logits.length), 1e-4, `sequence ${row}`),
        );
      });
      disposeAdapters(others);
    },
  },
  {
    name: 'merge equals attached',
    run: (subject) =>
      attached(subject, (bench) => {
        gradientStep(bench, [[first]], 0.5);
        gradientStep(bench, [[first]], 0.5);
        const { adapter } = bench.adapters[0]!;
        assert(!adapter.prompt && !adapter.prefix, 'virtual tokens are input: there is no weight to fold them into');
        const tapped = [...new Set((adapter.taps ?? []).map(({ site }) => site))];
        assert(tapped.every(isLinear), 'only taps of linear layers can be folded into a weight');
        const merged = new Map([...subject.weights.names].map((name) => [name, subject.weights.get(name).clone()]));
        withPass(bench, [[first]], undefined, (pass) => {
          for (const [name] of adapter.weights ?? []) fold(merged, name, pass.weight(name));
          for (const site of tapped.filter(isLinear)) {
            const { weight, bias, residual } = mergedLinear(pass, site);
            assert(residual < 1e-4, `${site.path} is not affine: residual ${residual.toExponential(1)}`);
            fold(merged, site.weight, weight);
            if (site.bias) fold(merged, site.bias, bias);
          }
        });
        const weights = new Weights(merged);
        const plain = logitsOf({ ...base(subject), weights }, [[first]])[0]!;
        assertClose(plain, logitsOf(bench, [[first]])[0]!, 1e-4, 'logits');
        weights[Symbol.dispose]();
      }),
  },
];

const isLinear = (site: Site): site is LinearSite => site.kind === 'linear';

function fold(weights: Map<string, Tensor>, name: string, value: Tensor): void {
  weights.get(name)?.dispose();
  weights.set(name, keep(value.clone()));
}
