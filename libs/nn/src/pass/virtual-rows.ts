import type { BaseModel } from '@weitiao/core';
import { scope, type Tensor } from '@weitiao/tensor';
import { layOut } from '../layout/lay-out.js';
import type { Weights } from '../memory/weights.js';
import type { AttachedAdapter } from './attached-adapter.js';
import { ForwardPass } from './forward-pass.js';

/**
 * What an adapter puts in front of every segment, as numbers: the form in which a prompt or a prefix is saved. Undefined where it has
 * neither. It belongs to the caller's scope. `[count, …]` as `VirtualTokens.rows` says
 */
export function virtualRows(model: BaseModel, weights: Weights, attached: AttachedAdapter): Tensor | undefined {
  const { adapter, values } = attached;
  const tokens = adapter.prompt ?? adapter.prefix;
  if (!tokens) return undefined;
  return scope(() => {
    const { layout } = layOut([[{ id: 0, tokens: [0], labels: [-100] }]], { prompt: 0, prefix: 0 });
    const pass = new ForwardPass({ model, weights, adapters: [attached], layout });
    const own = Object.entries(tokens.parameters).map(([key, parameter]) => [key, values.get(parameter)]);
    const rows = tokens.rows(Object.fromEntries(own), pass).clone();
    pass[Symbol.dispose]();
    return rows;
  });
}
