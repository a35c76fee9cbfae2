import { describePeftMethod } from '@weitiao/conformance';
import type { BaseModel, Site } from '@weitiao/core';
import pfeiffer from './index.js';

const sublayers = ({ sites }: BaseModel): Site[] =>
  sites.filter(({ kind, role }) => kind === 'sublayer' && ['mlp'].includes(role));
const keys = (model: BaseModel, ...parts: string[]) =>
  sublayers(model).flatMap(({ path, role }) => {
    const layer = path.slice(0, path.lastIndexOf('.'));
    const place = role === 'mlp' ? 'output_adapters' : 'attention_adapters';
    return parts.map((part) => `${layer}.${place}.adapters.default.${part}`);
  });
const pair = ['adapter_down.0.weight', 'adapter_down.0.bias', 'adapter_up.weight', 'adapter_up.bias'];

describePeftMethod({
  plugin: pfeiffer,
  // relu has kinks, which finite differences of its gradient step over.
  options: { reductionFactor: 5, dropout: 0.2, activation: 'swish' },
  trainable: (model) => sublayers(model).reduce((sum, { inputWidth: width }) => sum + 2 * 2 * width + 2 + width, 0),
  diskKeys: (model) => keys(model, ...pair),
  skip: {
    'changes nothing at the start': 'both projections start from N(0, 0.02²), as in adapter-hub',
    'merge equals attached': 'it stands at a sublayer: there is no weight to fold it into',
  },
});

describePeftMethod({
  plugin: pfeiffer,
  options: { bottleneck: 5, activation: 'tanh', scaling: 'channel', start: 'mam_adapter' },
  trainable: (model) => sublayers(model).reduce((sum, { inputWidth: width }) => sum + 2 * 5 * width + 5 + 2 * width, 0),
  diskKeys: (model) => keys(model, ...pair, 'scaling'),
  skip: { 'merge equals attached': 'it stands at a sublayer: there is no weight to fold it into' },
});
