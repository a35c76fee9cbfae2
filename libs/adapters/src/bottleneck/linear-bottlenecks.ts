import {
  baseWeight,
  linears,
  ones,
  parameter,
  StudyError,
  type Adapter,
  type BaseModel,
  type LinearSite,
  type Tap,
} from '@weitiao/core';
import { activations } from './activations.js';
import { scaledBy, starts, throughBottleneck, type Bottleneck } from './bottleneck.js';
import type { LinearBottleneckOptions } from './linear-options.js';
import { after, before, beside } from './placements.js';
import { linearsWith, type DefaultRoles } from './role-endings.js';

/** A bottleneck before each layer that reads the residual stream, W (x + g(x)) + b, and after each that writes to it, h + g(h). */
export function aroundLinears(model: BaseModel, options: LinearBottleneckOptions, roles: DefaultRoles): Adapter {
  return attached(model, options, roles, (site) =>
    site.role.endsWith('.output')
      ? after(site, linearBottleneck(site.path, [site.outputWidth, site.outputWidth], options))
      : before(site, linearBottleneck(site.path, [site.inputWidth, site.inputWidth], options)),
  );
}

/** A bottleneck beside each layer, W x + b + g(x). */
export function besideLinears(model: BaseModel, options: LinearBottleneckOptions, roles: DefaultRoles): Adapter {
  return attached(model, options, roles, (site) =>
    beside(site, linearBottleneck(site.path, [site.inputWidth, site.outputWidth], options)),
  );
}

/** g(u) = s · Up act(Down dropout(u)) without biases, under LLM-Adapters' keys. */
function linearBottleneck(
  path: string,
  [input, output]: readonly [input: number, output: number],
  { bottleneck, activation, scaling, dropout, start }: LinearBottleneckOptions,
): Bottleneck {
  return {
    parameters: {
      down: parameter(`${path}.adapter_down.weight`, [bottleneck, input], starts[start].down),
      up: parameter(`${path}.adapter_up.weight`, [output, bottleneck], starts[start].up),
      ...(scaling === 'learned' && { scaling: parameter(`${path}.adapter_scaling`, [1], ones) }),
    },
    branch: (rows, values, pass) =>
      scaledBy(
        scaling === 'learned' ? values['scaling']! : scaling,
        throughBottleneck(pass.dropout(rows, dropout, path), values, activations[activation]),
      ),
  };
}

function attached(
  model: BaseModel,
  { targetModules, bias }: LinearBottleneckOptions,
  roles: DefaultRoles,
  place: (site: LinearSite) => Tap,
): Adapter {
  const sites = targetModules === undefined ? linearsWith(model, roles) : linears(model, targetModules);
  if (sites.length === 0)
    throw new StudyError(
      `This model has no layer where the method goes by itself; name targetModules. ${rolesOf(model)}`,
    );
  const names = { none: [], adapter_only: sites.flatMap(({ bias }) => bias ?? []), all: allBiases(model) }[bias];
  const biases = names.map((name) => [name, parameter(name, model.weights.get(name)!, baseWeight(name))] as const);
  return { taps: sites.map(place), ...(biases.length > 0 && { weights: new Map(biases) }) };
}

function rolesOf(model: BaseModel): string {
  const roles = new Set(linearsWith(model, () => true).map(({ role }) => role));
  return `Its linear layers are ${[...roles].join(', ') || 'none'}.`;
}

const allBiases = ({ weights }: BaseModel): string[] => [...weights.keys()].filter((name) => name.endsWith('.bias'));
