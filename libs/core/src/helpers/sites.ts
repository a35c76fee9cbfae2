import type { BaseModel, LinearSite, Site } from '../contracts/index.js';
import { StudyError } from '../errors/index.js';
import { explainForeign } from './foreign-names.js';

/** Names of modules: a string is a regular expression for the whole path, a list names path endings (peft's rule). */
export type Targets = string | readonly string[];

const isLinear = (site: Site): site is LinearSite => site.kind === 'linear';

/**
 * The linear layers that `targets` names, by peft's matching rule. `all-linear` is every one but the output head.
 * @throws StudyError when nothing matches; it lists what the model has
 */
export function linears(model: BaseModel, targets: Targets): LinearSite[] {
  const all = model.sites.filter(isLinear);
  const found = all.filter(matcher(targets));
  if (found.length === 0) {
    const names = [...new Set(all.map((site) => site.path.split('.').at(-1)))];
    const wanted = typeof targets === 'string' ? `"${targets}"` : targets.map((target) => `"${target}"`).join(', ');
    const hint = explainForeign([targets].flat()[0] ?? '', all);
    throw new StudyError(
      [
        `${wanted} matches no linear layer of this model.`,
        `This model has: ${names.join(' · ')}`,
        ...(hint ? [hint] : []),
      ].join('\n  '),
    );
  }
  return found;
}

/**
 * The linear layers that play one of these roles, in the model's order.
 * @throws StudyError when a role is not there
 */
export function linearsByRole(model: BaseModel, ...roles: readonly string[]): LinearSite[] {
  const all = model.sites.filter(isLinear);
  const found = all.filter((site) => roles.includes(site.role));
  if (found.length === 0) {
    const known = [...new Set(all.map((site) => site.role))].join(', ');
    throw new StudyError(`This model has no linear layer with the role ${roles.join(' or ')}. Its roles: ${known}`);
  }
  return found;
}

function matcher(targets: Targets): (site: LinearSite) => boolean {
  if (typeof targets !== 'string') {
    return ({ path }) => targets.some((target) => path === target || path.endsWith(`.${target}`));
  }
  if (targets.toLowerCase() === 'all-linear') return ({ role }) => role !== 'head';
  const pattern = regularExpression(targets);
  return ({ path }) => pattern.test(path);
}

function regularExpression(source: string): RegExp {
  try {
    return new RegExp(`^(?:${source})$`);
  } catch (cause) {
    throw new StudyError(`targetModules "${source}" is not a regular expression: ${(cause as Error).message}`, {
      cause,
    });
  }
}
