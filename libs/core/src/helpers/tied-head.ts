import type { BaseModel, LinearSite, Site } from '../contracts/index.js';

/**
 * The output head of a model that has none of its own: the embedding's table once more, under the name that transformers gives it. It is no site
 * of its own, as no method that looks for layers should find the table twice; what acts on it acts on the head alone.
 */
export const tiedHead = ({ path, inputWidth, outputWidth }: Site): LinearSite => ({
  path: 'lm_head',
  kind: 'linear',
  role: 'head',
  inputWidth: outputWidth,
  outputWidth: inputWidth,
  weight: `${path}.weight`,
  rows: 'output',
});

/** Undefined where the model has a head of its own. */
export function tiedHeadOf({ sites }: BaseModel): LinearSite | undefined {
  const table = sites.find(({ kind }) => kind === 'embedding');
  return table && !sites.some(({ role }) => role === 'head') ? tiedHead(table) : undefined;
}
