import type { Adapter, LinearSite, Site } from '@weitiao/core';
import type { Tensor } from '@weitiao/tensor';
import { parametersOf, ParameterStore } from '@weitiao/nn';
import { segment, withPass } from '../bench/bench.js';
import { assert } from '../kit/assertions.js';
import type { ModelCheck } from './subject.js';

/** The places that a model declares for adapters, and its names on disk. */
export const siteChecks: readonly ModelCheck[] = [
  {
    name: 'reaches every declared site, with the declared widths',
    run(bench) {
      const seen = new Map<Site, string>();
      const watch = (site: Site) => ({
        site,
        parameters: {},
        apply(input: Tensor, next: (input: Tensor) => Tensor) {
          const output = next(input);
          const widthIn = site.kind === 'embedding' ? site.inputWidth : input.shape[1];
          seen.set(site, `${widthIn} → ${output.shape[1]}`);
          return output;
        },
      });
      const adapter: Adapter = { taps: bench.model.sites.map(watch) };
      const adapters = [{ adapter, values: ParameterStore.start(parametersOf(adapter), bench.weights, 1) }];
      withPass({ ...bench, adapters }, [[segment(1, bench.sample)]], undefined, (pass) =>
        pass.model.logits(pass.model.forward(pass), pass).dataSync(),
      );
      for (const site of bench.model.sites) {
        const declared = `${site.inputWidth} → ${site.outputWidth}`;
        assert(
          seen.get(site) === declared,
          `${site.kind} ${site.path}: declared ${declared}, seen ${seen.get(site) ?? 'never'}`,
        );
      }
    },
  },
  {
    name: 'declares the weights of its linear sites, in the stored order',
    run({ model }) {
      for (const site of model.sites) {
        if (!isLinear(site)) continue;
        const shape =
          site.rows === 'output' ? [site.outputWidth, site.inputWidth] : [site.inputWidth, site.outputWidth];
        const declared = model.weights.get(site.weight);
        assert(
          String(declared) === String(shape),
          `${site.weight}: site says [${shape.join(', ')}], weights say [${declared?.join(', ') ?? 'nothing'}]`,
        );
        assert(site.bias === undefined || model.weights.has(site.bias), `${site.bias} is not among the weights`);
      }
    },
  },
  {
    name: 'reads every weight that it declares, and no other',
    run(bench) {
      const read = new Set<string>();
      withPass(bench, [[segment(1, bench.sample)]], undefined, (pass) => {
        // `weight` reads through `stored`.
        const stored = pass.stored.bind(pass);
        pass.stored = (name) => {
          read.add(name);
          return stored(name);
        };
        pass.model.logits(pass.model.forward(pass), pass).dataSync();
      });
      const unread = [...bench.model.weights.keys()].filter((name) => !read.has(name));
      assert(unread.length === 0, `declared and never read: ${unread.join(', ')}`);
    },
  },
];

const isLinear = (site: Site): site is LinearSite => site.kind === 'linear';
