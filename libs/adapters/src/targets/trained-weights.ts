import {
  baseWeight,
  parameter,
  StudyError,
  tiedHeadOf,
  type BaseModel,
  type LinearSite,
  type Parameter,
} from '@weitiao/core';

/** What a method trains of the base itself, in place of the frozen weights. */
export interface BaseChoice {
  /** Biases: none, those of the adapted layers, all of the model. */
  readonly bias: 'none' | 'all' | 'lora_only';
  readonly modulesToSave?: readonly string[] | undefined;
  /** One copy of a table that is embedding and output head; otherwise `tiedCopies` has one for each. */
  readonly ensureWeightTying?: boolean;
}

/**
 * Base weights that are trained beside an adapter, by their names in the checkpoint; undefined when there are none. Their names on disk are peft's: the bias
 * of an adapted layer is one of its `base_layer`, a saved module keeps its path.
 * @param adapted the layers that the method changes
 * @throws StudyError when a module to save is not there
 */
export function trainedWeights(
  model: BaseModel,
  adapted: readonly LinearSite[],
  { bias, modulesToSave, ensureWeightTying = false }: BaseChoice,
): ReadonlyMap<string, Parameter> | undefined {
  const all = new Map([
    ...biases(model, adapted, bias),
    ...savedModules(model, modulesToSave ?? [], ensureWeightTying),
  ]);
  return all.size > 0 ? all : undefined;
}

type Entry = readonly [name: string, parameter: Parameter];

function biases(model: BaseModel, adapted: readonly LinearSite[], choice: BaseChoice['bias']): Entry[] {
  if (choice === 'none') return [];
  const own = new Map(
    adapted.flatMap(({ bias, path }) => (bias === undefined ? [] : [[bias, `${path}.base_layer.bias`] as const])),
  );
  const wanted =
    choice === 'all' ? [...model.weights.keys()].filter((name) => name.endsWith('.bias')) : [...own.keys()];
  return wanted.map((name) => [name, inPlaceOf(model, name, own.get(name))]);
}

/** peft's rule for these is the end of the path without regard to dots: `norm` means `input_layernorm` too. */
function savedModules(model: BaseModel, endings: readonly string[], isTied: boolean): Entry[] {
  const head = tiedHeadOf(model);
  const names = [...model.weights.keys()];
  const modules = new Set(
    names.flatMap((name) =>
      name
        .split('.')
        .slice(0, -1)
        .map((_, at, parts) => parts.slice(0, at + 1).join('.')),
    ),
  );
  if (head) modules.add(head.path);
  for (const ending of endings) {
    if ([...modules].some((path) => path.endsWith(ending))) continue;
    const known = [
      ...new Set([...modules].map((path) => path.split('.').at(-1)!).filter((last) => !/^\d+$/.test(last))),
    ];
    throw new StudyError(
      `modulesToSave "${ending}" is no module of this model.\n  This model has: ${known.join(' · ')}`,
    );
  }
  const chosen = [...modules].filter((path) => endings.some((ending) => path.endsWith(ending)));
  const weights = names.filter((name) => name !== head?.weight && chosen.some((path) => name.startsWith(`${path}.`)));
  const own = weights.map((name): Entry => [name, inPlaceOf(model, name)]);
  const isTable =
    isTied &&
    head &&
    chosen.some((path) => [head.path, head.weight].includes(path) || head.weight === `${path}.weight`);
  return isTable ? [...own, [head.weight, sharedBy(model, head)]] : own;
}

/** peft writes what is tied under the names of both. */
const sharedBy = (model: BaseModel, { path, weight }: LinearSite): Parameter => ({
  ...inPlaceOf(model, weight),
  alsoNamed: [`${path}.weight`],
});

const inPlaceOf = (model: BaseModel, name: string, onDisk = name): Parameter =>
  parameter(onDisk, model.weights.get(name)!, baseWeight(name));
