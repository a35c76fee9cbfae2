import { StudyError } from '../errors/study-error.js';
import type { Answer, Item, Verdict } from '../plugin/evaluator.js';

/**
 * The letters that a label of a multiple-choice question names: each once, upper case, in the order of the alphabet. Full-width letters,
 * spaces of every width and separators are read as what they stand for. `''` where there is no label, undefined where it is none.
 */
export function choiceLetters(label: string): string | undefined {
  const plain = label
    .normalize('NFKC')
    .replace(/[\s,、.;|/]/g, '')
    .toUpperCase();
  return /^[A-Z]*$/.test(plain) ? [...new Set(plain)].sort().join('') : undefined;
}

/**
 * 1 where the likeliest of the item's options is its reference, else 0.
 * @throws StudyError when the answer is a text: of a subject that tells no likelihoods
 */
export function gradeLikeliest({ id, options = [], reference }: Item, answer: Answer): Verdict {
  if (!('choice' in answer)) {
    throw new StudyError(
      `Question ${id} compares the likelihoods of its options, and the subject gives only texts. Choose a protocol that generates.`,
    );
  }
  return { score: Number(options[answer.choice] === reference) };
}
