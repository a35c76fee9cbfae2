import { linears, type BaseModel, type LinearSite } from '@weitiao/core';

/** Which linear layers a method takes when nobody names others, by their roles. */
export type DefaultRoles = (role: string) => boolean;

/** The shortest endings of paths that name the linear layers with these roles and no others: what a file's `target_modules` says. */
export function roleEndings(model: BaseModel, roles: DefaultRoles): string[] {
  const wanted = linearsWith(model, roles).map(({ path }) => path);
  for (let segments = 1; wanted.length > 0; segments++) {
    const endings = [...new Set(wanted.map((path) => path.split('.').slice(-segments).join('.')))];
    if (linears(model, endings).length === wanted.length) return endings;
  }
  return [];
}

/** The linear layers with these roles, in the model's order. */
export const linearsWith = ({ sites }: BaseModel, roles: DefaultRoles): LinearSite[] =>
  sites.filter((site): site is LinearSite => site.kind === 'linear' && roles(site.role));
