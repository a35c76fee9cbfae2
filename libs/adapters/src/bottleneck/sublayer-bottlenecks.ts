import { ones, parameter, StudyError, zeros, type Adapter, type BaseModel, type Site } from '@weitiao/core';
import { activations } from './activations.js';
import { scaledBy, starts, throughBottleneck, type Bottleneck } from './bottleneck.js';
import type { Placement } from './placements.js';
import type { SublayerBottleneckOptions } from './sublayer-options.js';

/** A bottleneck at the attention and at the MLP of each layer, under adapter-hub's names. */
export function onSublayers(model: BaseModel, options: SublayerBottleneckOptions, place: Placement): Adapter {
  const at = (role: string, name: string) =>
    sublayers(model, role).flatMap((site, layer) => {
      if (options.leaveOut.includes(layer)) return [];
      const path = [...site.path.split('.').slice(0, -1), name].join('.');
      return place(
        site,
        sublayerBottleneck(path, site.inputWidth, innerWidth(site.inputWidth, layer, options), options),
      );
    });
  const taps = [
    ...(options.attention ? at('attention', 'attention_adapters') : []),
    ...(options.mlp ? at('mlp', 'output_adapters') : []),
  ];
  if (taps.length === 0) throw new StudyError('leaveOut names every layer of this model: nothing would be trained.');
  return { taps };
}

/** g(u) = dropout(s · (Up act(Down u + b₁) + b₂)) */
function sublayerBottleneck(
  path: string,
  width: number,
  inner: number,
  { activation, scaling, dropout, start }: SublayerBottleneckOptions,
): Bottleneck {
  const { down, up } = starts[start];
  return {
    parameters: {
      down: parameter(`${path}.adapter_down.0.weight`, [inner, width], down),
      downBias: parameter(`${path}.adapter_down.0.bias`, [inner], zeros),
      up: parameter(`${path}.adapter_up.weight`, [width, inner], up),
      upBias: parameter(`${path}.adapter_up.bias`, [width], zeros),
      ...(typeof scaling === 'string' && {
        scaling: parameter(`${path}.scaling`, [scaling === 'channel' ? width : 1], ones),
      }),
    },
    branch(rows, values, pass) {
      const factor = typeof scaling === 'string' ? values['scaling']! : scaling;
      return pass.dropout(scaledBy(factor, throughBottleneck(rows, values, activations[activation])), dropout, path);
    },
  };
}

function innerWidth(width: number, layer: number, { bottleneck, reductionFactor }: SublayerBottleneckOptions): number {
  if (bottleneck !== undefined) return bottleneck;
  const factor = typeof reductionFactor === 'number' ? reductionFactor : factorOf(reductionFactor, layer);
  return Math.max(1, Math.floor(width / factor));
}

function factorOf(factors: Readonly<Record<string, number>>, layer: number): number {
  const factor = factors[layer] ?? factors['default'];
  if (factor === undefined)
    throw new StudyError(`reductionFactor says nothing of layer ${layer}: name it, or a "default".`);
  return factor;
}

function sublayers({ sites }: BaseModel, role: string): Site[] {
  const found = sites.filter((site) => site.kind === 'sublayer' && site.role === role);
  if (found.length > 0) return found;
  const known = [...new Set(sites.filter(({ kind }) => kind === 'sublayer').map((site) => site.role))];
  throw new StudyError(
    `This model has no sublayer with the role ${role}. Its sublayers: ${known.join(', ') || 'none'}`,
  );
}
