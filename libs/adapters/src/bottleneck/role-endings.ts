import { linears, StudyError, type BaseModel, type LinearSite } from '@weitiao/core';

/** Which linear layers a method takes when nobody names others, by their roles. */
export type DefaultRoles = (role: string) => boolean;

/**
 * The shortest endings of paths that name the linear layers with these roles and no others: what a file's `target_modules` says.
 * @throws StudyError when the model has none of them
 */
export function roleEndings(model: BaseModel, roles: DefaultRoles): string[] {
  const all = model.sites.filter((site): site is LinearSite => site.kind === 'linear');
  const wanted = all.filter(({ role }) => roles(role)).map(({ path }) => path);
  if (wanted.length === 0) {
    const known = [...new Set(all.map(({ role }) => role))].join(', ');
    throw new StudyError(
      `This model has no layer where the method would go. Name targetModules; its roles are ${known}`,
    );
  }
  for (let segments = 1; ; segments++) {
    const endings = [...new Set(wanted.map((path) => path.split('.').slice(-segments).join('.')))];
    if (linears(model, endings).length === wanted.length) return endings;
  }
}
