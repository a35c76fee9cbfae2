import type { Parameter } from '@weitiao/core';

/** Which parameters the weight decay acts on: every one, or all but biases and the weights of norms. */
export type DecayGroups = 'all' | 'standard';

/** transformers' Trainer tells biases and norms by these names; `ln_f` and its kin it knows as modules of PyTorch's LayerNorm class. */
const undecayed = /bias|layernorm|rmsnorm|(^|\.)norm($|\.)|_norm($|\.)|(^|\.)ln_[a-z0-9]+($|\.)/;

export const decays = ({ name }: Parameter, groups: DecayGroups): boolean =>
  groups === 'all' || !undecayed.test(name.toLowerCase());
