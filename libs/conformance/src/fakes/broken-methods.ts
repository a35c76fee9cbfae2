import {
  definePeftMethod,
  linears,
  normal,
  parameter,
  tap,
  type Adapter,
  type BaseModel,
  type LinearSite,
  type Pass,
  type PeftMethod,
} from '@weitiao/core';
import { Weights } from '@weitiao/nn';
import { add, affine, customGradient, keep, mul, relu, sub, widened, zeros, type Tensor } from '@weitiao/tensor';
import { z } from 'zod';
import type { MethodSubject } from '../method/subject.js';
import { tinyLowRank } from './tiny-methods.js';

type Change = Partial<MethodSubject>;
type Apply = (input: Tensor, next: (input: Tensor) => Tensor, factor: Tensor, pass: Pass) => Tensor;

const method = (attach: (model: BaseModel) => Adapter): Change => ({
  method: { ...tinyLowRank({}), attach } satisfies PeftMethod,
});

/** A factor on the output of every linear layer, used as `apply` says. */
const factor = (apply: Apply, make = (site: LinearSite) => parameter(`${site.path}.factor`, [1], normal(0.1))) =>
  method((model) => ({
    taps: linears(model, 'all-linear').map((site) =>
      tap(site, { factor: make(site) }, (input, next, { factor }, pass) => apply(input, next, factor, pass)),
    ),
  }));

/** Honest: y + f y. */
const scaled: Apply = (input, next, own) => {
  const output = next(input);
  return add(output, mul(output, own));
};

/** y + f y, and then a factor that `number` gives: one number a call, which no pass decides. */
const unruly = (number: (pass: Pass) => number) =>
  factor((input, next, own, pass) => mul(scaled(input, next, own, pass), number(pass)));

/** y + f y, whose factor is told so many times its gradient. */
const misled = (times: number) =>
  factor((input, next, own, pass) => {
    const told = customGradient(
      [own],
      () => own.clone(),
      (upstream) => [mul(upstream, times)],
    );
    return scaled(input, next, told, pass);
  });

const counter = (step: number) => {
  let calls = 0;
  return () => 1 + step * calls++;
};

/** For each check of a method a change to an honest subject that must fail it. */
export const brokenMethods: Readonly<Record<string, (honest: MethodSubject) => Change>> = {
  'attach allocates nothing': ({ method: honest }) =>
    method((model) => {
      keep(zeros([1]));
      return honest.attach(model);
    }),
  'attach is pure: twice the same parameters': () => {
    const name = counter(1);
    return factor(scaled, (site) => parameter(`${site.path}.${name()}`, [1], normal(0.1)));
  },
  'has parameters with names of their own': () => factor(scaled, () => parameter('one-name-for-all', [1], normal(0.1))),
  'gives every parameter the declared shape': () =>
    factor(scaled, (site) => parameter(`${site.path}.factor`, [1], (from) => from.zeros([2]))),
  'trains as many parameters as its paper says': () => ({ trainable: 1 }),
  'changes nothing at the start': () => factor(scaled),
  'starts from the same numbers for the same seed': () => {
    const number = counter(0.1);
    return factor(scaled, (site) =>
      parameter(`${site.path}.factor`, [1], (from, shape) => mul(from.ones(shape), number())),
    );
  },
  'its loss falls on one batch': () => misled(-1),
  'reaches every parameter with its gradient': () =>
    method((model) => ({
      taps: linears(model, 'all-linear').map((site) => {
        const parameters = {
          used: parameter(`${site.path}.used`, [1], normal(0.1)),
          forgotten: parameter(`${site.path}.forgotten`, [1], normal(0.1)),
        };
        return tap(site, parameters, (input, next, { used }, pass) => scaled(input, next, used, pass));
      }),
    })),
  'gradient = finite differences': () => misled(1.1),
  'changes no base weight in a step': (honest) => ({ ...factor(scaled), weights: drifting(honest.weights) }),
  'detached, the base model is as before': ({ method: honest }) =>
    method((model) => {
      const { forward } = model;
      Object.assign(model, { forward: (pass: Pass) => mul(forward(pass), 1.1) });
      return honest.attach(model);
    }),
  'packed = padded': () => unruly(({ layout }) => layout.batch),
  'recomputed gradient = plain gradient': () => unruly(counter(0.1)),
  'two passes in any order give equal dropout': () => unruly(counter(0.1)),
  'leaves no tensor behind': () =>
    factor((input, next, own, pass) => {
      keep(zeros([1]));
      return scaled(input, next, own, pass);
    }),
  'cached = uncached with three adapters at once': () => unruly(({ layout }) => layout.sequence),
  'save → load gives the same logits': () => {
    // An option that the file does not know comes back as its default.
    const plugin = definePeftMethod({
      name: 'forgetful',
      options: z.strictObject({ strength: z.number().default(1) }),
      attach: (model, { strength }) => ({
        taps: linears(model, 'all-linear').map((site) =>
          tap(site, { factor: parameter(`${site.path}.factor`, [1], normal(0.1)) }, (input, next, { factor }, pass) =>
            scaled(input, next, mul(strength, factor), pass),
          ),
        ),
      }),
      file: { type: 'FORGETFUL', keys: {} },
    });
    return { plugin, method: plugin({ strength: 3 }) };
  },
  'writes the keys of the reference library': () => ({ diskKeys: ['another.key'] }),
  'writes no base weight that it does not train': () =>
    factor(scaled, (site) => parameter(site.weight, [1], normal(0.1))),
  'merge equals attached': () =>
    factor((input, next, own) => add(next(input), affine(relu(sub(input, own)), filled(next(input), input)))),
};

/** A constant matrix that leads from one width to another. */
const filled = (output: Tensor, input: Tensor): Tensor => add(zeros([output.shape[1]!, input.shape[1]!]), 0.1);

/** Weights of which the first changes with every read. */
function drifting(honest: Weights): Weights {
  const names = [...honest.names];
  const weights = new Weights(new Map(names.map((name) => [name, honest.get(name).clone()])));
  const stored = weights.stored.bind(weights);
  const drift = counter(0.1);
  weights.stored = (name: string) => (name === names[0] ? mul(widened(stored(name)), drift()) : stored(name));
  return weights;
}
