import { gather, log, max, ones, range, reshape, scope, softmax, sub, tensor1d, type Kernels } from '@weitiao/tensor';
import { rawOperations } from './raw-operations.js';

/** TensorFlow's own operations where tfjs would compose several. */
export function nativeKernels(): Partial<Kernels> {
  const { run, runAll, runWith, runChain, flag, bfloat16, float32, int32 } = rawOperations();
  const random = [int32('T'), int32('Tseed'), float32('dtype')];
  const matMulOf = (transposed: boolean) => [float32('T'), flag('transpose_a', false), flag('transpose_b', transposed)];
  const [plain, transposing] = [matMulOf(false), matMulOf(true)];
  const pairs = [int32('T'), bfloat16('type')];
  const widening = [bfloat16('SrcT'), float32('DstT'), flag('Truncate', false)];
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

    inverse: (matrices) => runWith('MatrixInverse', [float32('T'), flag('adjoint', false)], matrices),

    sigmoidGradient: (gate, upstream) => run('SigmoidGrad', gate, upstream),

    widenBrain: (words) =>
      scope(() => {
        const [rows, count] = words.shape as [number, number];
        // A word seen as bfloat16 is two numbers, the lower half first, and copies nothing.
        const wide = runChain(words, ['Bitcast', pairs], ['Cast', widening]);
        return reshape(wide, [rows, 2 * count]);
      }),

    putRows: (table, from, rows) =>
      scope(() => {
        const places = range(from, from + rows.shape[0]!, 1, 'int32');
        runWith('InplaceUpdate', [table.dtype === 'int32' ? int32('T') : float32('T')], table, places, rows);
      }),

    singularValues(matrix) {
      const attributes = [float32('T'), flag('compute_uv', true), flag('full_matrices', false)];
      const [values, left, right] = runAll(3, 'Svd', attributes, matrix);
      return { left: left!, values: values!, right: right! };
    },

    orthogonalTriangular(matrix) {
      const [orthogonal, triangular] = runAll(2, 'Qr', [float32('T'), flag('full_matrices', false)], matrix);
      return { orthogonal: orthogonal!, triangular: triangular! };
    },
  };
}
