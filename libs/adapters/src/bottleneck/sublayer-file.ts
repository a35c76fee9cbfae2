import type { BaseModel, PeftFile } from '@weitiao/core';

/** What `BnConfig` takes for keys that a file leaves out. */
const defaults = {
  scaling: 1,
  dropout: 0,
  init_weights: 'bert',
  leave_out: [],
  is_parallel: false,
  original_ln_before: false,
};

/**
 * adapter-hub's `BnConfig`.
 * @param flags `is_parallel` and `original_ln_before`, by which a placement tells itself from the others
 */
export const sublayerBottleneckFile = (flags: Readonly<Record<string, boolean>>): PeftFile => ({
  type: 'ADAPTER_HUB',
  keys: {
    attention: 'mh_adapter',
    mlp: 'output_adapter',
    activation: 'non_linearity',
    scaling: 'scaling',
    dropout: 'dropout',
    start: 'init_weights',
    leaveOut: 'leave_out',
  },
  fixed: {
    ...flags,
    original_ln_after: true,
    ln_before: false,
    ln_after: false,
    use_gating: false,
    residual_before_ln: true,
    adapter_residual_before_ln: false,
    inv_adapter: null,
    cross_adapter: false,
    phm_layer: false,
    stochastic_depth: 0,
  },
  defaults,
  facts: (model, { reductionFactor, bottleneck }) => ({
    reduction_factor: typeof bottleneck === 'number' ? factorFor(model, bottleneck) : reductionFactor,
  }),
  reads: { reduction_factor: (reductionFactor) => ({ reductionFactor }) },
  // They matter only where one of the keys above is set.
  ignores: [
    'inv_adapter_reduction_factor',
    'init_weights_seed',
    'phm_dim',
    'factorized_phm_W',
    'shared_W_phm',
    'shared_phm_rule',
    'factorized_phm_rule',
    'phm_c_init',
    'phm_init_range',
    'learn_phm',
    'hypercomplex_nonlinearity',
    'phm_rank',
    'phm_bias',
  ],
});

/** A factor that gives this inner width when the quotient is rounded down, whatever rounding made of the factor. */
const factorFor = ({ width }: BaseModel, inner: number): number =>
  width % inner === 0 ? width / inner : width / (inner + 0.5);
