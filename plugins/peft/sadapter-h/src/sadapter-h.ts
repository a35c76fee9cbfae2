import { definePeftMethod, linearsByRole, normal, parameter, tap, type LinearSite } from '@weitiao/core';
import { add, affine, mul, tanh, type Tensor } from '@weitiao/tensor';
import { z } from 'zod';

/**
 * SadapterH, the study's series adapter (LLM-Adapters, Hu et al. 2023, arXiv 2304.01933; after Houlsby et al. 2019): a bottleneck
 * g(u) = s · Up tanh(Down dropout(u)) before the MLP's first layers, W (x + g(x)), and after its last, h + g(h).
 */
export const sadapterH = definePeftMethod({
  name: 'sadapter-h',
  options: z.strictObject({
    bottleneck: z.int().positive().default(256),
    scaling: z.number().positive().default(1),
    dropout: z.number().min(0).max(0.99).default(0),
  }),
  attach(model, { bottleneck, scaling, dropout }) {
    const pair = ({ path }: LinearSite, width: number) => ({
      down: parameter(`${path}.adapter_down.weight`, [bottleneck, width], normal(0.02)),
      up: parameter(`${path}.adapter_up.weight`, [width, bottleneck], normal(0.02)),
    });
    const branch = (input: Tensor, { down, up }: { down: Tensor; up: Tensor }) =>
      mul(scaling, affine(tanh(affine(input, down)), up));
    const before = linearsByRole(model, 'mlp.gate', 'mlp.up').map((site) =>
      tap(site, pair(site, site.inputWidth), (input, next, values, pass) =>
        next(add(input, branch(pass.dropout(input, dropout, site.path), values))),
      ),
    );
    const after = linearsByRole(model, 'mlp.output').map((site) =>
      tap(site, pair(site, site.outputWidth), (input, next, values, pass) => {
        const output = next(input);
        return add(output, branch(pass.dropout(output, dropout, site.path), values));
      }),
    );
    return { taps: [...before, ...after] };
  },
  file: {
    type: 'BOTTLENECK',
    keys: { bottleneck: 'bottleneck_size', scaling: 'scaling', dropout: 'adapter_dropout' },
    fixed: {
      non_linearity: 'tanh',
      use_adapterp: false,
      use_parallel_adapter: false,
      bias: 'none',
      modules_to_save: null,
    },
    facts: () => ({ init_weights: 'bert' }),
  },
});
