import type { BaseModel, Pass } from '@weitiao/core';
import {
  add,
  cast,
  customGradient,
  gather,
  keep,
  lessEqual,
  mul,
  range,
  reshape,
  slice,
  tile,
  zeros,
  zerosLike,
  type Tensor,
} from '@weitiao/tensor';
import { tinyFusedModel } from './tiny-models.js';

/** A pass with some of its members replaced. */
const altered = (pass: Pass, changes: Partial<Pass>): Pass => ({
  layout: pass.layout,
  mask: pass.mask,
  distance: pass.distance,
  weight: (name) => pass.weight(name),
  stored: (name) => pass.stored(name),
  value: (parameter) => pass.value(parameter),
  through: (site, input, compute) => pass.through(site, input, compute),
  withPrompts: (rows) => pass.withPrompts(rows),
  remember: (layer, fresh) => pass.remember(layer, fresh),
  division: () => pass.division(),
  constant: (key, make) => pass.constant(key, make),
  recompute: (place, input, compute) => pass.recompute(place, input, compute),
  dropout: (input, rate, place) => pass.dropout(input, rate, place),
  ...changes,
});

const onPass = (change: (pass: Pass) => Partial<Pass>) => (): BaseModel => {
  const model = tinyFusedModel();
  return { ...model, forward: (pass) => model.forward(altered(pass, change(pass))) };
};

const onHidden = (change: (hidden: Tensor, pass: Pass, call: number) => Tensor) => (): BaseModel => {
  const model = tinyFusedModel();
  let calls = 0;
  return { ...model, forward: (pass) => change(model.forward(pass), pass, calls++) };
};

/** Hides later positions and knows nothing of segments. */
const maskByPosition = ({ layout: { positions, batch } }: Pass): Tensor => {
  const before = lessEqual(reshape(positions, [batch, 1, 1, -1]), reshape(positions, [batch, 1, -1, 1]));
  return mul(add(cast(before, 'float32'), -1), 1e9);
};

/** Counts columns of the batch where it should count positions. */
const columns = ({ layout: { batch, sequence } }: Pass): Tensor =>
  cast(reshape(tile(range(0, sequence), [batch]), [-1, 1]), 'float32');

/** For each check of a model a model that must fail it. */
export const brokenModels: Readonly<Record<string, () => BaseModel>> = {
  'gives logits [tokens, vocabulary]': () => {
    const model = tinyFusedModel();
    return { ...model, logits: (rows, pass) => slice(model.logits(rows, pass), [0, 0], [-1, model.vocabulary - 1]) };
  },
  'is causal: a token changes no logits before it': onPass((pass) => ({ mask: zerosLike(pass.mask) })),
  'does not see padding': onPass((pass) => ({ mask: maskByPosition(pass) })),
  'packed = padded: segments of one row do not see each other': onPass((pass) => ({ mask: maskByPosition(pass) })),
  'cached = uncached, with three adapters at once': onHidden((hidden, pass) => add(hidden, columns(pass))),
  'is deterministic': onHidden((hidden, _pass, call) => mul(hidden, 1 + call)),
  // A table of positions, and not a word of it.
  'reads tokens up to longestText, or anywhere without it': onHidden((hidden, { layout: { positions } }) =>
    add(hidden, gather(zeros([64, hidden.shape[1]!]), reshape(positions, [-1]))),
  ),
  'reaches every declared site, with the declared widths': () => {
    const model = tinyFusedModel();
    return {
      ...model,
      sites: [...model.sites, { path: 'nowhere', kind: 'sublayer', role: 'mlp', inputWidth: 12, outputWidth: 12 }],
    };
  },
  'declares the weights of its linear sites, in the stored order': () => {
    const model = tinyFusedModel();
    return { ...model, sites: model.sites.map((site) => (site.kind === 'linear' ? { ...site, rows: 'input' } : site)) };
  },
  'reads every weight that it declares, and no other': () => {
    const model = tinyFusedModel();
    return { ...model, weights: new Map([...model.weights, ['unused.weight', [2, 2]]]) };
  },
  'has the gradient that finite differences give': onHidden((hidden) =>
    customGradient(
      [hidden],
      () => hidden.clone(),
      (upstream) => [mul(upstream, 1.5)],
    ),
  ),
  'recomputed gradient = plain gradient': onHidden((hidden, pass) => {
    let runs = 0;
    return pass.recompute('broken', hidden, (input) => mul(input, 1 + runs++));
  }),
  'written and read again, it gives the same logits': () => {
    // Knows its weights by other names than those under which it wrote them.
    const model = tinyFusedModel();
    let runs = 0;
    const swapped = (name: string) => (runs > 1 ? name.replace('norm.weight', 'norm.bias') : name);
    return {
      ...model,
      forward(pass) {
        runs++;
        return model.forward(
          altered(pass, { stored: (name) => pass.stored(swapped(name)), weight: (name) => pass.weight(swapped(name)) }),
        );
      },
    };
  },
  'leaves no tensor behind': onHidden((hidden) => {
    keep(zeros([1]));
    return hidden;
  }),
};
