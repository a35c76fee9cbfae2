import { normal, parameter, tap, type Adapter, type BaseModel, type Site } from '@weitiao/core';
import { add, affine } from '@weitiao/tensor';

/** A low-rank branch beside every linear layer, both halves away from zero so that both have gradients. */
export function tinyAdapter(model: BaseModel, dropout = 0): Adapter {
  const sites = model.sites.filter(({ kind, role }) => kind === 'linear' && role !== 'head');
  return { taps: sites.map((site) => branch(site, dropout)) };
}

function branch(site: Site, dropout: number) {
  const down = parameter(`${site.path}.down`, [3, site.inputWidth], normal(0.3));
  const up = parameter(`${site.path}.up`, [site.outputWidth, 3], normal(0.3));
  return tap(site, { down, up }, (input, next, values, pass) =>
    add(next(input), affine(affine(pass.dropout(input, dropout, site.path), values.down), values.up)),
  );
}
