import { baseWeight, definePeftMethod, parameter, StudyError } from '@weitiao/core';
import { z } from 'zod';

/**
 * Freeze tuning: all weights of some layers are trained in place, the others stay as they are. `layers`, `modules` and `extraModules` mean what
 * LLaMA-Factory's `freeze_trainable_layers`, `freeze_trainable_modules` and `freeze_extra_modules` mean.
 */
export const freeze = definePeftMethod({
  name: 'freeze',
  options: z.strictObject({
    layers: z.int().default(2).describe('How many layers are trained: the last ones, or the first ones where it is negative.'), // prettier-ignore
    modules: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe('Modules of these layers, e.g. mlp; all of them when absent.'),
    extraModules: z
      .array(z.string().min(1))
      .default([])
      .describe('Modules outside of the layers that are trained too, e.g. ln_f, word_embeddings.'),
  }),
  size: 'layers',
  attach(model, { layers, modules, extraModules }) {
    const total = model.cache.layers;
    if (Math.abs(layers) > total)
      throw new StudyError(`"layers" is ${layers}, and the model has ${total}. Wanted: −${total} to ${total}.`);
    const first = layers < 0 ? 0 : total - layers;
    const all = [...model.weights].map(([name, shape]) => ({ name, shape, ...placeOf(name) }));
    const inside = all.filter(({ layer }) => layer !== undefined);
    const outside = all.filter(({ layer }) => layer === undefined);
    checkKnown('modules', modules ?? [], inside);
    checkKnown('extraModules', extraModules, outside);
    const chosen = inside.filter(
      ({ layer, parts }) =>
        layer! >= first && layer! < first + Math.abs(layers) && (modules === undefined || named(parts, modules)),
    );
    const trained = [...chosen, ...outside.filter(({ parts }) => named(parts, extraModules))];
    if (trained.length === 0) throw new StudyError('Nothing is trained: "layers" is 0 and "extraModules" is empty.');
    return { weights: new Map(trained.map(({ name, shape }) => [name, parameter(name, shape, baseWeight(name))])) };
  },
});

interface Place {
  /** Undefined outside of the layers. */
  readonly layer: number | undefined;
  /** Names of the modules inside the layer, or outside of all, from the outermost; without the weight itself. */
  readonly parts: readonly string[];
}

/** Of a layer the number is the first in the name. */
function placeOf(name: string): Place {
  const parts = name.split('.').slice(0, -1);
  const at = parts.findIndex((part) => /^\d+$/.test(part));
  return at < 0 ? { layer: undefined, parts } : { layer: Number(parts[at]), parts: parts.slice(at + 1) };
}

const named = (parts: readonly string[], modules: readonly string[]): boolean =>
  parts.some((part) => modules.includes(part));

function checkKnown(option: string, modules: readonly string[], places: readonly Place[]): void {
  const known = [...new Set(places.flatMap(({ parts }) => parts))];
  const strange = modules.find((each) => !known.includes(each));
  if (strange === undefined) return;
  throw new StudyError(
    `"${option}" names "${strange}", which this model does not have there. It has: ${known.join(' · ')}`,
  );
}
