import { tensorsAlive } from '@weitiao/tensor';
import { attach, disposeAdapters, logitsOf, lossAndGradients, segment } from '../bench/bench.js';
import { along, slope, unitVector } from '../bench/finite-differences.js';
import { tinyLowRank, tinyPrefix } from '../fakes/tiny-methods.js';
import { assert, assertClose } from '../kit/assertions.js';
import type { ModelCheck, ModelSubject } from './subject.js';

const rowsOf = ({ sample, shortSample }: ModelSubject) => [[segment(1, sample), segment(2, shortSample)]];

/** What training needs of a model. */
export const gradientChecks: readonly ModelCheck[] = [
  {
    name: 'has the gradient that finite differences give',
    run(bench) {
      const rows = rowsOf(bench);
      const adapters = [attach(tinyLowRank({}), bench)];
      const attached = { ...bench, adapters };
      const { gradients, count } = lossAndGradients(attached, rows);
      for (const parameter of adapters[0]!.values.parameters) {
        const direction = unitVector(parameter);
        const analytic = along(gradients.get(parameter)!, direction, count);
        const numeric = slope(attached, rows, parameter, direction);
        const scale = Math.max(Math.abs(analytic), 0.02);
        assert(
          Math.abs(analytic - numeric) / scale < 0.05,
          `${parameter.name}: gradient ${analytic}, finite difference ${numeric}`,
        );
      }
      disposeAdapters(adapters);
    },
  },
  {
    name: 'recomputed gradient = plain gradient',
    run(bench) {
      const adapters = [attach(tinyLowRank({ dropout: 0.3 }), bench), attach(tinyPrefix({}), bench)];
      for (const ordered of [adapters, adapters.toReversed()]) {
        const run = (recompute: boolean) =>
          lossAndGradients({ ...bench, adapters: ordered }, rowsOf(bench), { seed: 1, step: 2, recompute });
        const [plain, again] = [run(false), run(true)];
        plain.gradients.forEach((gradient, parameter) =>
          assertClose(again.gradients.get(parameter)!, gradient, 1e-5, parameter.name),
        );
      }
      disposeAdapters(adapters);
    },
  },
  {
    name: 'leaves no tensor behind',
    run(bench) {
      const run = () => {
        const adapters = [attach(tinyLowRank({}), bench)];
        logitsOf(bench, rowsOf(bench));
        lossAndGradients({ ...bench, adapters }, rowsOf(bench), { seed: 1, step: 1, recompute: true });
        disposeAdapters(adapters);
      };
      run();
      const before = tensorsAlive().count;
      run();
      assert(tensorsAlive().count === before, `${tensorsAlive().count - before} tensors were left by a pass`);
    },
  },
];
