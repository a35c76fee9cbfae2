import {
  StudyError,
  tap,
  type Adapter,
  type Parameter,
  type Site,
  type Tap,
  type Values,
  type Parameters,
} from '@weitiao/core';
import { ParameterStore, parametersOf, type AttachedAdapter } from '@weitiao/nn';
import { add, mul, sub, type Tensor } from '@weitiao/tensor';

/** An adapter and its factor in a sum. */
export interface WeightedAdapter extends AttachedAdapter {
  readonly weight: number;
}

/**
 * One adapter that changes every layer by the weighted sum of what others change: next(x) + Σ wᵢ (tapᵢ(x) − next(x)). Of LoRAs that is the sum of
 * their products, Σ wᵢ sᵢ Bᵢ Aᵢ — what peft's `add_weighted_adapter` makes with `combination_type: cat` or, at full rank, `svd`. Its `linear` sums
 * the factors A and B instead, which adds products of one's A and another's B.
 *
 * The sum has values of its own; dispose them apart from the parts'.
 * @throws StudyError when a part has virtual tokens or base weights in place: these stand beside each other, or not at all, but do not add up
 */
export function weightedSum(parts: readonly WeightedAdapter[]): AttachedAdapter {
  parts.forEach(({ adapter }) => checkAddable(adapter));
  const renamed = parts.map(({ adapter }, index) => ({ adapter, names: renamedParameters(adapter, index) }));
  const sites = new Map<string, Site>();
  for (const { adapter } of parts) for (const { site } of adapter.taps ?? []) sites.set(keyOf(site), site);
  const taps = [...sites].map(([key, site]) => {
    const here = renamed.flatMap(({ adapter, names }, index) =>
      (adapter.taps ?? [])
        .filter((each) => keyOf(each.site) === key)
        .map((each) => ({ tap: each, names, weight: parts[index]!.weight })),
    );
    return summed(site, here);
  });
  const values = renamed.flatMap(({ names }, index) =>
    [...names].map(([old, parameter]) => [parameter, parts[index]!.values.get(old).clone()] as const),
  );
  return { adapter: { taps }, values: ParameterStore.of(new Map(values)) };
}

const keyOf = ({ kind, path }: Site): string => `${kind} ${path}`;

function checkAddable({ prompt, prefix, weights }: Adapter): void {
  const what = prompt ? 'a prompt' : prefix ? 'a prefix' : weights && weights.size > 0 ? 'base weights of its own' : '';
  if (what === '') return;
  const advice =
    prompt || prefix ? ' Attach it beside the others, without a weight.' : ' Merge it into the base first.';
  throw new StudyError(`An adapter with ${what} cannot be part of a weighted sum.${advice}`);
}

/** The same parameters under names that no other part has. */
const renamedParameters = (adapter: Adapter, index: number): Map<Parameter, Parameter> =>
  new Map(parametersOf(adapter).map((old) => [old, { ...old, name: `${index}.${old.name}` }]));

interface Part {
  readonly tap: Tap;
  readonly names: ReadonlyMap<Parameter, Parameter>;
  readonly weight: number;
}

function summed(site: Site, parts: readonly Part[]): Tap {
  const own = parts.map(({ tap: { parameters }, names }) =>
    Object.entries(parameters).map(([key, parameter]) => [key, names.get(parameter)!] as const),
  );
  const parameters: Parameters = Object.fromEntries(
    own.flatMap((entries, index) => entries.map(([key, parameter]) => [`${index}.${key}`, parameter] as const)),
  );
  return tap(site, parameters, (input, next, values, pass) => {
    const plain = next(input);
    // Most taps ask for the layer's own output of the same input: it is computed once.
    const known = (rows: Tensor) => (rows === input ? plain : next(rows));
    return parts.reduce((sum, part, index) => {
      const theirs: Values<Parameters> = Object.fromEntries(
        own[index]!.map(([key]) => [key, values[`${index}.${key}`]!]),
      );
      return add(sum, mul(part.weight, sub(part.tap.apply(input, known, theirs, pass), plain)));
    }, plain);
  });
}
