import { tokenize, type Token } from './engine.js';

/** The macro that stands for the tag; it writes marks around what it is called with. */
export const generationMacro = '__generation';
export const markNames = { open: '__generation_opens', close: '__generation_closes' } as const;

// Of the tag's length, so that every position stays what it is in the source.
const hidden = 'generatioN';

/** The library drops the tag `{% generation %}` of transformers before it reads a template; under another name it stays. */
export const hideGenerationTags = (source: string): string =>
  source.replaceAll(/(\{%[-+]?\s*(?:end)?)generation(?=\s*[-+]?%\})/g, `$1${hidden}`);

export const hasGenerationTags = (tokens: readonly Token[]): boolean => tokens.some(({ value }) => value === hidden);

/**
 * `{% generation %}` as a call block around its content, which is what the tag is in transformers too.
 * @param indices of the tokens in the source; those that are added take the index of the tag
 */
export function callGeneration(tokens: readonly Token[]): { tokens: Token[]; indices: number[] } {
  const result: Token[] = [];
  const indices: number[] = [];
  const add = (index: number, ...added: readonly Token[]) => {
    result.push(...added);
    indices.push(...added.map(() => index));
  };
  const [call, name, open, close] = tokensOf(`{% call ${generationMacro}() %}`);
  const [endCall] = tokensOf('{% endcall %}');
  tokens.forEach((token, index) => {
    const isTag = token.type === 'Identifier' && tokens[index - 1]?.type === 'OpenStatement';
    if (isTag && token.value === hidden) add(index, call!, name!, open!, close!);
    else if (isTag && token.value === `end${hidden}`) add(index, endCall!);
    else add(index, token);
  });
  return { tokens: result, indices };
}

/** What stands between the brackets of a tag. */
const tokensOf = (tag: string): Token[] => tokenize(tag).slice(1, -1);

/** Declares the macro. */
export const generationPrelude = `{% macro ${generationMacro}() %}{{ ${markNames.open} }}{{ caller() }}{{ ${markNames.close} }}{% endmacro %}`;
