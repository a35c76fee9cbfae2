import { didYouMean, explainForeign, StudyError, type Site } from '@weitiao/core';
import { endsWithName } from './path-rules.js';

/**
 * Refuses targets that mean nothing in a model, a part of a list too: what is misspelt would train less without a word.
 * @param all the sites that a target may name
 * @param found those that are named
 * @throws StudyError with the names that there are; for the name of a module that holds several layers, with those
 */
export function explainUnmatched(
  all: readonly Site[],
  found: readonly Site[],
  targets: string | readonly string[],
): void {
  const unmatched =
    typeof targets === 'string'
      ? found.length === 0
        ? [targets]
        : []
      : targets.filter((target) => !found.some(({ path }) => endsWithName(path, target)));
  const first = unmatched[0];
  if (first === undefined) return;
  const inside = all.filter(({ path }) =>
    path.split('.').some((_, at, parts) => endsWithName(parts.slice(0, at).join('.'), first)),
  );
  if (inside.length > 0) {
    throw new StudyError(`"${first}" holds several layers. Name which: ${namesOf(inside).join(' · ')}`);
  }
  const known = namesOf(all);
  const wanted = unmatched.map((target) => `"${target}"`).join(', ');
  const verb = unmatched.length === 1 ? 'matches' : 'match';
  const foreign = explainForeign(first, all);
  const near = foreign === undefined ? didYouMean(first, known) : '';
  throw new StudyError(
    [
      `${wanted} ${verb} no ${kindsOf(all)} of this model.${near}`,
      `This model has: ${known.join(' · ')}`,
      ...(foreign === undefined ? [] : [foreign]),
    ].join('\n  '),
  );
}

const namesOf = (sites: readonly Site[]): string[] => [...new Set(sites.map(({ path }) => path.split('.').at(-1)!))];

const kindsOf = (sites: readonly Site[]): string =>
  sites.some(({ kind }) => kind === 'embedding') ? 'linear layer or embedding' : 'linear layer';
