import { didYouMean, OptionsError } from '@weitiao/core';
import { atItsPlace } from './at-its-place.js';
import { checkRates, namesIn } from './learning-rate.js';
import { SourceText } from './source-text.js';
import { studyOptions, type StudyInput, type StudyOptions } from './study-file.js';

/** @throws WeitiaoError (64) that names file, line, column and key, and for an unknown key or name the nearest */
export const parseStudy = (source: SourceText): Promise<StudyOptions> =>
  atItsPlace(source, [], () => checked(source.value));

/** What a study is called. @throws WeitiaoError (64) */
export const studyName = async (source: SourceText): Promise<string> => (await parseStudy(source)).study;

/**
 * A study that a program writes instead of a file: the same keys, checked at once. What it returns is planned like a file.
 * @param folder where relative paths start; the current one when absent
 * @throws OptionsError
 */
export function defineStudy(study: StudyInput, folder = process.cwd()): SourceText {
  checked(study);
  return SourceText.of('the study', study, folder);
}

function checked(input: unknown): StudyOptions {
  const parsed = studyOptions.safeParse(input);
  if (!parsed.success) throw OptionsError.from('A study', studyOptions, input, parsed.error);
  checkNames(parsed.data);
  return parsed.data;
}

/** Whether everything that is named by its name is there. */
function checkNames({ models, methods, data, train, grid, report, equalParameters }: StudyOptions): void {
  const sections = { models, methods, data };
  for (const axis of ['models', 'methods', 'data'] as const) {
    const wanted = grid[axis];
    if (wanted === undefined || wanted === 'all') continue;
    for (const name of wanted) requireKnown(name, sections[axis], ['grid', axis], axis);
  }
  for (const [name, { mix = {} }] of Object.entries(data) as [string, { mix?: Mix }][]) {
    requireRest(mix, ['data', name, 'mix']);
    for (const [part, share] of Object.entries(mix)) {
      if (typeof share !== 'number') continue;
      requireKnown(part, data, ['data', name, 'mix', part], 'data');
      if ('mix' in data[part]!)
        throw new OptionsError(`"${part}" is a mixture itself; mix its sources.`, ['data', name, 'mix', part]);
    }
  }
  const { learningRate, heldOut } = train;
  if (typeof learningRate === 'object')
    for (const name of namesIn(learningRate)) requireKnown(name, methods, ['train', 'learningRate', name], 'methods');
  const trained = Object.keys(methods).filter((name) => methods[name] !== 'none');
  checkRates({ learningRate, trained, heldOut });
  if (typeof equalParameters === 'string') {
    requireKnown(equalParameters, methods, ['equalParameters'], 'methods');
    if (methods[equalParameters] === 'none')
      throw new OptionsError(`"${equalParameters}" trains nothing. Name a method that does, or give a number.`, [
        'equalParameters',
      ]);
  }
  if (report.baseline !== undefined) requireKnown(report.baseline, methods, ['report', 'baseline'], 'methods');
}

type Mix = Record<string, number | { readonly share?: number | undefined }>;

/** Sources without a share divide what the others leave of 1. */
function requireRest(mix: Mix, path: readonly string[]): void {
  const shares = Object.values(mix).map((part) => (typeof part === 'number' ? part : part.share));
  const given = shares.reduce<number>((sum, share) => sum + (share ?? 0), 0);
  if (shares.every((share) => share !== undefined) || given < 1) return;
  throw new OptionsError(
    `The shares add up to ${given}, so nothing is left for a source without one. Give every source a share.`,
    path,
  );
}

function requireKnown(name: string, section: object, path: readonly string[], what: string): void {
  const known = Object.keys(section);
  if (known.includes(name)) return;
  throw new OptionsError(
    `"${name}" is not among the ${what} of this study.${didYouMean(name, known)}\n  There is: ${known.join(', ')}`,
    path,
  );
}
