import { DataFormatError } from '@weitiao/core';

export type Vocab = Readonly<Record<string, number>>;

/**
 * The merges of merges.txt, in their order.
 * @param path for messages
 * @throws DataFormatError naming the line that is no merge of tokens of the vocabulary
 */
export function readMerges(path: string, content: string, vocab: Vocab): [string, string][] {
  return content.split('\n').flatMap((line, index): [string, string][] => {
    const text = line.replace(/\r$/, '');
    if (text === '' || (index === 0 && text.startsWith('#version'))) return [];
    const problem = (message: string) => new DataFormatError(`${path} line ${index + 1}`, message);
    const [left, right, ...others] = text.split(' ');
    if (!left || !right || others.length > 0) throw problem(`${JSON.stringify(text)} is no merge; two tokens with a blank between are wanted. Was the file cut off?`); // prettier-ignore
    const absent = [left, right, left + right].find((token) => !Object.hasOwn(vocab, token));
    if (absent !== undefined) throw problem(`names the token ${JSON.stringify(absent)}, which vocab.json does not have.`); // prettier-ignore
    return [[left, right]];
  });
}

/**
 * Ids from 0 without a hole, each once.
 * @throws DataFormatError
 */
export function checkVocab(path: string, vocab: Readonly<Record<string, unknown>>): asserts vocab is Vocab {
  const tokens: string[] = [];
  for (const [token, id] of Object.entries(vocab)) {
    if (typeof id !== 'number' || !Number.isInteger(id) || id < 0) throw new DataFormatError(path, `the token ${JSON.stringify(token)} has the id ${JSON.stringify(id)}; a whole number from 0 is wanted.`); // prettier-ignore
    if (tokens[id] !== undefined) throw new DataFormatError(path, `the tokens ${JSON.stringify(tokens[id])} and ${JSON.stringify(token)} both have the id ${id}.`); // prettier-ignore
    tokens[id] = token;
  }
  for (let id = 0; id < tokens.length; id++)
    if (tokens[id] === undefined) throw new DataFormatError(path, `has no token with the id ${id}, but larger ids; a hole means that tokens were lost.`); // prettier-ignore
}
