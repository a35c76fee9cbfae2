import { parametersOf, startOf } from '@weitiao/nn';
import { scope, tensorsAlive } from '@weitiao/tensor';
import { logitsOf } from '../bench/bench.js';
import { assert, assertClose } from '../kit/assertions.js';
import { attached, base, first, second, type MethodCheck } from './subject.js';

const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);

/** What attaching does, and does not. */
export const attachChecks: readonly MethodCheck[] = [
  {
    name: 'attach allocates nothing',
    run({ method, model }) {
      const before = tensorsAlive().count;
      method.attach(model);
      assert(tensorsAlive().count === before, `attach made ${tensorsAlive().count - before} tensors`);
    },
  },
  {
    name: 'attach is pure: twice the same parameters',
    run({ method, model }) {
      const describe = () =>
        parametersOf(method.attach(model))
          .map(({ name, shape }) => `${name} [${shape.join(', ')}]`)
          .join('\n');
      assert(describe() === describe(), 'two attachments have different parameters');
    },
  },
  {
    name: 'has parameters with names of their own',
    run({ method, model }) {
      const names = parametersOf(method.attach(model)).map(({ name }) => name);
      assert(names.length > 0, 'there is nothing to train');
      const twice = names.filter((name, index) => names.indexOf(name) !== index);
      assert(twice.length === 0, `named twice: ${twice.join(', ')}`);
    },
  },
  {
    name: 'gives every parameter the declared shape',
    run({ method, model, weights }) {
      for (const { name, shape, initial } of parametersOf(method.attach(model))) {
        const first = scope(() => initial(startOf(name, weights, 1), shape));
        assert(
          String(first.shape) === String(shape),
          `${name}: declared [${shape.join(', ')}], starts as [${first.shape.join(', ')}]`,
        );
        first.dispose();
      }
    },
  },
  {
    name: 'trains as many parameters as its paper says',
    run({ method, model, trainable }) {
      const count = parametersOf(method.attach(model)).reduce(
        (sum, { shape, trained }) => sum + (trained === false ? 0 : sizeOf(shape)),
        0,
      );
      assert(trainable === undefined || count === trainable, `trains ${count}, wanted ${trainable}`);
    },
  },
  {
    name: 'changes nothing at the start',
    run: (subject) =>
      attached(subject, (bench) => {
        const rows = [[first], [second]];
        const plain = logitsOf(base(subject), rows);
        logitsOf(bench, rows).forEach((logits, row) => assertClose(logits, plain[row]!, 1e-6, `logits of row ${row}`));
      }),
  },
  {
    name: 'starts from the same numbers for the same seed',
    run(subject) {
      const numbers = () =>
        attached(subject, ({ adapters: [own] }) =>
          own!.values.parameters.map((parameter) => own!.values.get(parameter).dataSync().slice()),
        );
      const again = numbers();
      numbers().forEach((values, index) => assertClose(values, again[index]!, 0, `parameter ${index}`));
    },
  },
];
