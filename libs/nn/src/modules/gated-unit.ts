import { mul, silu, split, type Tensor } from '@weitiao/tensor';

/** What a gated MLP gives to its output layer, SwiGLU (Shazeer 2020, arXiv 2002.05202). `[rows, inner]` each → same */
export const gatedUnit = (gate: Tensor, up: Tensor): Tensor => mul(silu(gate), up);

/** The same of one layer that gives both, the gate first. `[rows, 2 × inner]` → `[rows, inner]` */
export function fusedGatedUnit(both: Tensor): Tensor {
  const [gate, up] = split(both, 2, -1);
  return gatedUnit(gate!, up!);
}
