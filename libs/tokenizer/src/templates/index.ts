import { didYouMean, StudyError } from '@weitiao/core';
import { alpacaZh } from './alpaca-zh.js';
import { alpaca } from './alpaca.js';
import { none } from './none.js';
import type { Template } from './template.js';

export { alpaca, alpacaZh, none };
export type { Piece, RenderOptions, Template } from './template.js';

const templates: readonly Template[] = [alpaca, alpacaZh, none];

export const templateNames: readonly string[] = templates.map(({ name }) => name);

/** @throws StudyError when there is no template of that name; it names the nearest */
export function template(name: string): Template {
  const found = templates.find((candidate) => candidate.name === name);
  if (found) return found;
  throw new StudyError(
    `There is no template "${name}".${didYouMean(name, templateNames)}\n  Templates: ${templateNames.join(', ')}`,
  );
}
