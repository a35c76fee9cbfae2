import { add, tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import type { TapeNode } from './engine-state.js';
import { forget } from './recording.js';

/**
 * Walks a tape backwards. Unlike tfjs's own walk, it frees a gradient and what a node kept as soon as both are used, so the backward pass
 * shrinks memory as it goes, and computes no gradient that leads nowhere.
 * @param value what the tape computed
 * @param upstream gradient of `value`
 * @returns gradient by every input's id that `value` depends on
 */
export function backpropagate(
  tape: readonly TapeNode[],
  value: Tensor,
  inputs: readonly Tensor[],
  upstream: Tensor,
): Map<number, Tensor> {
  const wanted = new Set(inputs.map(({ id }) => id));
  const nodes = betweenInputsAndValue(tape, value, inputs);
  const kept = new Set(nodes.map(({ node }) => node));
  forget(tape.filter((node) => !kept.has(node)));
  const gradients = new Map([[value.id, upstream.clone()]]);
  for (const { node, names } of nodes.reverse()) {
    const reached = node.outputs.map(({ id }) => gradients.get(id) ?? null);
    if (reached.some(Boolean)) {
      gradientsByInput(node, names, reached).forEach((gradient, index) =>
        accumulate(gradients, node.inputs[names[index]!]!, gradient),
      );
    }
    for (const { id } of node.outputs) {
      if (wanted.has(id)) continue;
      gradients.get(id)?.dispose();
      gradients.delete(id);
    }
    forget([node]);
  }
  return gradients;
}

interface ReachedNode {
  readonly node: TapeNode;
  /** Names of the inputs that a gradient is wanted of. */
  readonly names: readonly string[];
}

function betweenInputsAndValue(tape: readonly TapeNode[], value: Tensor, inputs: readonly Tensor[]): ReachedNode[] {
  const fromInputs = new Set(inputs.map(({ id }) => id));
  const reached: ReachedNode[] = [];
  for (const node of tape) {
    const names = Object.keys(node.inputs).filter((name) => fromInputs.has(node.inputs[name]!.id));
    if (names.length === 0) continue;
    node.outputs.forEach(({ id }) => fromInputs.add(id));
    reached.push({ node, names });
  }
  const toValue = new Set([value.id]);
  const leading = reached.reverse().filter(({ node, names }) => {
    if (!node.outputs.some(({ id }) => toValue.has(id))) return false;
    names.forEach((name) => toValue.add(node.inputs[name]!.id));
    return true;
  });
  return leading.reverse();
}

function gradientsByInput(node: TapeNode, names: readonly string[], upstream: (Tensor | null)[]): Tensor[] {
  if (!node.gradient)
    throw new Error(`The operation "${node.kernelName}" has no gradient; put it outside what is differentiated.`);
  return tidy(() => {
    const complete = upstream.map((gradient, index) => gradient ?? zeros(node.outputs[index]!.shape));
    const foreign = new Set<Tensor>([...complete, ...node.saved]);
    const byInput = node.gradient!(complete);
    return names.map((name) => {
      const gradient = tidy(byInput[name]!);
      if (!foreign.has(gradient)) {
        foreign.add(gradient);
        return gradient;
      }
      return gradient.clone(); // every gradient has one owner, so that each can be freed by itself
    });
  });
}

function accumulate(gradients: Map<number, Tensor>, { id }: Tensor, gradient: Tensor): void {
  const before = gradients.get(id);
  gradients.set(id, before ? add(before, gradient) : gradient);
  if (!before) return;
  before.dispose();
  gradient.dispose();
}
