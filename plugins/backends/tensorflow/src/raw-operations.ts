import { backend, type Tensor } from '@tensorflow/tfjs-core';

/** The part of tfjs-node's backend that runs any TensorFlow operation by name. */
interface NativeBackend {
  readonly binding: Readonly<Record<string, number>>;
  executeSingleOutput(name: string, attributes: readonly Attribute[], inputs: readonly Tensor[]): Tensor;
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
  flag(name: string, value: boolean): Attribute;
  float32(name: string): Attribute;
  int32(name: string): Attribute;
}

/** @returns the raw operations of the backend in use, which must be tfjs-node's */
export function rawOperations(): RawOperations {
  const native = backend() as unknown as NativeBackend;
  const { TF_ATTR_TYPE, TF_ATTR_BOOL, TF_FLOAT, TF_INT32 } = native.binding as Record<string, number>;
  const typed = (name: string, value: number): Attribute => ({ name, type: TF_ATTR_TYPE!, value });
  const float = [typed('T', TF_FLOAT!)];
  return {
    run: (name, ...inputs) => native.executeSingleOutput(name, float, inputs),
    runWith: (name, attributes, ...inputs) => native.executeSingleOutput(name, attributes, inputs),
    runAll: (outputs, name, attributes, ...inputs) => native.executeMultipleOutputs(name, attributes, inputs, outputs),
    flag: (name, value) => ({ name, type: TF_ATTR_BOOL!, value }),
    float32: (name) => typed(name, TF_FLOAT!),
    int32: (name) => typed(name, TF_INT32!),
  };
}
