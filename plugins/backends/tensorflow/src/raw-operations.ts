import { backend, type Tensor } from '@tensorflow/tfjs-core';

/** The part of tfjs-node's addon that knows tensors by number, of types too that tfjs has no name for. */
interface Binding {
  readonly [constant: `TF_${string}`]: number;
  executeOp(name: string, attributes: readonly Attribute[], inputs: readonly number[], outputs: number): Made[];
  deleteTensor(id: number): void;
}

interface Made {
  readonly id: number;
}

/** The part of tfjs-node's backend that runs any TensorFlow operation by name. */
interface NativeBackend {
  readonly binding: Binding;
  executeSingleOutput(name: string, attributes: readonly Attribute[], inputs: readonly Tensor[]): Tensor;
  getInputTensorIds(inputs: readonly Tensor[]): number[];
  createOutputTensor(made: Made): Tensor;
  executeMultipleOutputs(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly Tensor[],
    outputs: number,
  ): Tensor[];
}

export interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** Runs TensorFlow operations by name, outside tfjs's tape. */
export interface RawOperations {
  /** An operation with one output whose only attribute is the type of its float inputs. */
  run(name: string, ...inputs: readonly Tensor[]): Tensor;
  runWith(name: string, attributes: readonly Attribute[], ...inputs: readonly Tensor[]): Tensor;
  /** The first `outputs` outputs of an operation. */
  runAll(outputs: number, name: string, attributes: readonly Attribute[], ...inputs: readonly Tensor[]): Tensor[];
  /** Operations with one input and one output, each on what the one before gave; what lies between may be of a type that tfjs does not know. */
  runChain(input: Tensor, ...steps: readonly (readonly [name: string, attributes: readonly Attribute[]])[]): Tensor;
  flag(name: string, value: boolean): Attribute;
  bfloat16(name: string): Attribute;
  float32(name: string): Attribute;
  int32(name: string): Attribute;
}

/** TensorFlow's number of the type; tfjs-node names it nowhere. */
const TF_BFLOAT16 = 14;

/** @returns the raw operations of the backend in use, which must be tfjs-node's */
export function rawOperations(): RawOperations {
  const native = backend() as unknown as NativeBackend;
  const { binding } = native;
  const { TF_ATTR_TYPE, TF_ATTR_BOOL, TF_FLOAT, TF_INT32 } = binding;
  const typed = (name: string, value: number): Attribute => ({ name, type: TF_ATTR_TYPE!, value });
  const float = [typed('T', TF_FLOAT!)];
  return {
    run: (name, ...inputs) => native.executeSingleOutput(name, float, inputs),
    runWith: (name, attributes, ...inputs) => native.executeSingleOutput(name, attributes, inputs),
    runAll: (outputs, name, attributes, ...inputs) => native.executeMultipleOutputs(name, attributes, inputs, outputs),
    runChain: (input, ...steps) => {
      const made: Made[] = [];
      try {
        for (const [name, attributes] of steps) {
          const ids = made.length > 0 ? [made.at(-1)!.id] : native.getInputTensorIds([input]);
          made.push(...binding.executeOp(name, attributes, ids, 1));
        }
        return native.createOutputTensor(made.pop()!);
      } finally {
        made.forEach(({ id }) => binding.deleteTensor(id));
      }
    },
    flag: (name, value) => ({ name, type: TF_ATTR_BOOL!, value }),
    bfloat16: (name) => typed(name, TF_BFLOAT16),
    float32: (name) => typed(name, TF_FLOAT!),
    int32: (name) => typed(name, TF_INT32!),
  };
}
