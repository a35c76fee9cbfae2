import { tensorsAlive } from '@weitiao/tensor';
import { logitsOf, lossAndGradients } from '../bench/bench.js';
import { along, slope, steepVector } from '../bench/finite-differences.js';
import { gradientStep } from '../bench/gradient-step.js';
import { assert, assertClose, assertDifferent } from '../kit/assertions.js';
import { attached, base, first, second, type MethodCheck } from './subject.js';

const padded = [[first], [second]];
const packed = [[first, second]];

/** What training does with a method. */
export const trainingChecks: readonly MethodCheck[] = [
  {
    name: 'its loss falls on one batch',
    run: (subject) =>
      attached(subject, (bench) => {
        const losses = Array.from({ length: 8 }, () => gradientStep(bench, padded, 0.05));
        assert(losses.at(-1)! < losses[0]!, `loss went from ${losses[0]} to ${losses.at(-1)}`);
      }),
  },
  {
    name: 'reaches every parameter with its gradient',
    run: (subject) =>
      attached(subject, (bench) => {
        gradientStep(bench, padded, 0.05); // a zero factor has no gradient of its partner before the first step
        for (const [parameter, gradient] of lossAndGradients(bench, padded).gradients) {
          assert(
            parameter.trained === false || gradient.some((value) => value !== 0),
            `${parameter.name} gets no gradient`,
          );
        }
      }),
  },
  {
    name: 'gradient = finite differences',
    run: (subject) =>
      attached(subject, (bench) => {
        gradientStep(bench, padded, 0.05);
        const { gradients, count } = lossAndGradients(bench, padded);
        for (const [parameter, gradient] of gradients) {
          if (parameter.trained === false) continue;
          const direction = steepVector(parameter, gradient);
          const analytic = along(gradient, direction, count);
          // A long step drowns rounding, and may go over a bend (ReLU) that a short one does not reach.
          const numeric = (step: number) => slope(bench, padded, parameter, direction, step);
          const agrees = (step: number) =>
            Math.abs(analytic - numeric(step)) <= 0.05 * Math.max(Math.abs(analytic), 0.01);
          assert(
            agrees(1e-2) || agrees(1e-3),
            `${parameter.name}: gradient ${analytic}, finite difference ${numeric(1e-2)}`,
          );
        }
      }),
  },
  {
    name: 'changes no base weight in a step',
    run(subject) {
      const bytes = () => [...subject.weights.names].map((name) => subject.weights.get(name).dataSync().slice());
      const before = bytes();
      attached(subject, (bench) => gradientStep(bench, padded, 0.05));
      bytes().forEach((values, index) => assertClose(values, before[index]!, 0, [...subject.weights.names][index]!));
    },
  },
  {
    name: 'detached, the base model is as before',
    run(subject) {
      const before = logitsOf(base(subject), padded);
      attached(subject, (bench) => {
        gradientStep(bench, padded, 0.5);
        gradientStep(bench, padded, 0.5);
        assertDifferent(logitsOf(bench, padded)[0]!, before[0]!, 'two large steps');
      });
      logitsOf(base(subject), padded).forEach((logits, row) =>
        assertClose(logits, before[row]!, 0, `logits of row ${row}`),
      );
    },
  },
  {
    name: 'packed = padded',
    run: (subject) =>
      attached(subject, (bench) => {
        gradientStep(bench, padded, 0.05);
        const [inRow, apart] = [lossAndGradients(bench, packed), lossAndGradients(bench, padded)];
        assertClose([inRow.loss], [apart.loss], 1e-5, 'loss');
        apart.gradients.forEach((gradient, parameter) =>
          assertClose(inRow.gradients.get(parameter)!, gradient, 1e-4, parameter.name),
        );
      }),
  },
  {
    name: 'recomputed gradient = plain gradient',
    run: (subject) =>
      attached(subject, (bench) => {
        gradientStep(bench, padded, 0.05);
        const run = (recompute: boolean) => lossAndGradients(bench, packed, { seed: 1, step: 1, recompute }).gradients;
        const [plain, again] = [run(false), run(true)];
        plain.forEach((gradient, parameter) => assertClose(again.get(parameter)!, gradient, 1e-5, parameter.name));
      }),
  },
  {
    name: 'two passes in any order give equal dropout',
    run: (subject) =>
      attached(subject, (bench) => {
        gradientStep(bench, padded, 0.05);
        const at = (step: number) => lossAndGradients(bench, padded, { seed: 1, step }).loss;
        const [five, six] = [at(5), at(6)];
        assertClose([at(6), at(5)], [six, five], 0, 'losses of steps 6 and 5 run again');
        const repacked = lossAndGradients(bench, [[second, first]], { seed: 1, step: 5 }).loss;
        assertClose([repacked], [five], 1e-5, 'loss of step 5 packed in another order');
      }),
  },
  {
    name: 'leaves no tensor behind',
    run(subject) {
      const run = () =>
        attached(subject, (bench) => void lossAndGradients(bench, padded, { seed: 1, step: 1, recompute: true }));
      run();
      const before = tensorsAlive().count;
      run();
      assert(tensorsAlive().count === before, `${tensorsAlive().count - before} tensors were left`);
    },
  },
];
