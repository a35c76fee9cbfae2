import { backend, type Tensor } from '@tensorflow/tfjs-core';
import type { Kernels } from '@weitiao/tensor';

/** The part of tfjs-node's backend that runs any TensorFlow operation by name. */
interface NativeBackend {
  readonly binding: Record<string, number>;
  executeSingleOutput(name: string, attributes: Attribute[], inputs: Tensor[]): Tensor;
  executeMultipleOutputs(name: string, attributes: Attribute[], inputs: Tensor[], outputs: number): Tensor[];
}
interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** TensorFlow's own operations where tfjs would compose several. */
export function nativeKernels(): Partial<Kernels> {
  const native = backend() as unknown as NativeBackend;
  const { binding } = native;
  const typed = (name: string, value: number): Attribute => ({ name, type: binding['TF_ATTR_TYPE']!, value });
  const flag = (name: string, value: boolean): Attribute => ({ name, type: binding['TF_ATTR_BOOL']!, value });
  const float = binding['TF_FLOAT']!;
  const integer = binding['TF_INT32']!;
  void integer;
  return {
    affine: (input, weight, transposed, bias) => {
      const attributes = [typed('T', float), flag('transpose_a', false), flag('transpose_b', transposed)];
      const product = native.executeSingleOutput('MatMul', attributes, [input, weight]);
      if (!bias) return product;
      const sum = native.executeSingleOutput('BiasAdd', [typed('T', float)], [product, bias]);
      product.dispose();
      return sum;
    },
  };
}
