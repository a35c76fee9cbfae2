import {
  add,
  addN,
  gather,
  log,
  max,
  mul,
  ones,
  reshape,
  scope,
  sigmoid,
  softmax,
  square,
  sub,
  tensor1d,
} from '@weitiao/tensor';
import type { Kernels } from '@weitiao/tensor';
import { rawOperations } from './raw-operations.js';

/** 2 √(2/π), and what the cubic term of gelu has besides. */
const LINEAR = 2 * 0.79788456;
const CUBIC = LINEAR * 0.044715;

/** TensorFlow's own operations where tfjs would compose several. */
export function nativeKernels(): Partial<Kernels> {
  const { run, runWith, flag, float32, int32 } = rawOperations();
  const random = [int32('T'), int32('Tseed'), float32('dtype')];
  const matMulOf = (transposed: boolean) => [float32('T'), flag('transpose_a', false), flag('transpose_b', transposed)];
  const [plain, transposing] = [matMulOf(false), matMulOf(true)];
  return {
    uniform: (shape, key) =>
      scope(() =>
        runWith('StatelessRandomUniform', random, tensor1d([...shape], 'int32'), tensor1d([...key], 'int32')),
      ),

    affine: (input, weight, transposed, bias) =>
      scope(() => {
        const product = runWith('MatMul', transposed ? transposing : plain, input, weight);
        return bias ? run('BiasAdd', product, bias) : product;
      }),

    sparseCrossEntropy: (logits, labels) =>
      scope(() => {
        const [rows, classes] = logits.shape as [number, number];
        const places = tensor1d(
          labels.map((label, row) => row * classes + label),
          'int32',
        );
        const probabilities = softmax(logits);
        // ln Σ exp, found where nothing can underflow: largest logit − ln of its probability.
        const logSum = sub(max(logits, 1), log(max(probabilities, 1)));
        const losses = sub(logSum, gather(reshape(logits, [-1]), places));
        // Probabilities − one-hot labels, written into the probabilities: touches one number a row.
        const gradient = run('InplaceSub', reshape(probabilities, [-1, 1]), places, ones([rows, 1]));
        return { losses, gradient: reshape(gradient, [rows, classes]) };
      }),

    geluTanh: (input) =>
      scope(() => {
        const inner = mul(input, add(mul(square(input), CUBIC), LINEAR));
        return run('SoftplusGrad', input, inner); // input · σ(inner)
      }),

    geluTanhWithSlope: (input) =>
      scope(() => {
        const inner = scope(() => mul(input, add(mul(square(input), CUBIC), LINEAR)));
        const gate = sigmoid(inner);
        // x · d(inner)/dx = 3 inner − 2 LINEAR x; SigmoidGrad(σ, y) = y σ (1 − σ)
        const rise = scope(() => run('SigmoidGrad', gate, addN([inner, inner, inner, mul(input, -2 * LINEAR)])));
        return { value: mul(input, gate), slope: add(gate, rise) };
      }),
  };
}
