import { didYouMean } from '@weitiao/core';
import {
  geluErf,
  geluTanh,
  leakyRelu,
  mul,
  relu,
  relu6,
  sigmoid,
  silu,
  softplus,
  square,
  tanh,
  type Tensor,
} from '@weitiao/tensor';
import { z } from 'zod';

/** Activations by the names of Hugging Face (`ACT2FN`), those without parameters of their own; same shape in and out. */
export const activations = {
  gelu: geluErf,
  gelu_python: geluErf,
  gelu_new: geluTanh,
  gelu_fast: geluTanh,
  gelu_accurate: geluTanh,
  gelu_pytorch_tanh: geluTanh,
  gelu_python_tanh: geluTanh,
  leaky_relu: (input: Tensor) => leakyRelu(input, 0.01),
  // adapter-hub's own spelling
  leakyrelu: (input: Tensor) => leakyRelu(input, 0.01),
  linear: (input: Tensor) => input,
  mish: (input: Tensor) => mul(input, tanh(softplus(input))),
  quick_gelu: (input: Tensor) => mul(input, sigmoid(mul(1.702, input))),
  relu,
  relu2: (input: Tensor) => square(relu(input)),
  relu6,
  sigmoid,
  silu,
  swish: silu,
  tanh,
} satisfies Readonly<Record<string, (input: Tensor) => Tensor>>;

export type Activation = keyof typeof activations;

const names = Object.keys(activations) as Activation[];

/** The option of that kind; an unknown name is told the nearest that there is. */
export const activationOption = z
  .enum(names, {
    error: ({ input }) =>
      `There is no such activation.${didYouMean(String(input), names)} There are ${names.join(', ')}`,
  })
  .describe('What stands between the two projections, by its name in Hugging Face (ACT2FN).');
