import { parse, tokenize, type Statement, type Token } from './engine.js';
import { DataFormatError } from '@weitiao/core';
import { callGeneration, hasGenerationTags, hideGenerationTags } from './generation-tags.js';
import { limits } from './limits.js';
import { placeAt } from './place-in-text.js';
import { statementTokens } from './statement-tokens.js';
import { tokenOffsets } from './token-offsets.js';

export interface ParsedTemplate {
  readonly source: string;
  readonly program: Statement;
  /** Where statements begin in the source. */
  readonly offsets: ReadonlyMap<Statement, number>;
  /** Whether the template itself tells with `{% generation %}` what is a reply. */
  readonly marksReplies: boolean;
}

/** @throws DataFormatError with line and column */
export function parseTemplate(file: string, text: string): ParsedTemplate {
  if (text.length > limits.source)
    throw new DataFormatError(
      file,
      `the chat template has ${text.length.toLocaleString('en-US')} characters; at most ${limits.source.toLocaleString('en-US')} are read.`,
    );
  // As Jinja does, whose line breaks are those of Unix.
  const source = hideGenerationTags(text.replaceAll('\r\n', '\n'));
  const found = tokensOf(file, source);
  const offsets = tokenOffsets(source, found);
  const { tokens, indices } = callGeneration(found);
  const program = programOf(file, source, tokens, (at) => offsets[indices[at] ?? -1] ?? source.length);
  const starts = [...statementTokens(program, tokens)];
  return {
    source,
    program,
    offsets: new Map(starts.map(([statement, index]) => [statement, offsets[indices[index]!]!])),
    marksReplies: hasGenerationTags(found),
  };
}

const blocks = { trim_blocks: true, lstrip_blocks: true };

function tokensOf(file: string, source: string): Token[] {
  const failure = (text: string): Error | undefined => {
    try {
      tokenize(text, blocks);
      return undefined;
    } catch (error) {
      return error as Error;
    }
  };
  const error = failure(source);
  if (error === undefined) return tokenize(source, blocks);
  // What cannot be read is at the end of the shortest beginning that fails alike.
  let [readable, failing] = [0, source.length];
  while (failing - readable > 1) {
    const middle = Math.floor((readable + failing) / 2);
    if (failure(source.slice(0, middle))?.message === error.message) failing = middle;
    else readable = middle;
  }
  throw notATemplate(file, source, failing - 1, error);
}

/** @param offsetOf where a token stands */
function programOf(file: string, source: string, tokens: Token[], offsetOf: (token: number) => number): Statement {
  let furthest = 0;
  const watched = new Proxy(tokens, {
    get(target, key, receiver): unknown {
      if (typeof key === 'string' && /^\d+$/.test(key)) furthest = Math.max(furthest, Number(key));
      return Reflect.get(target, key, receiver);
    },
  });
  try {
    return parse(watched);
  } catch (error) {
    const atEnd = furthest >= tokens.length;
    const cause = atEnd ? new Error('it ends before all its blocks are closed', { cause: error }) : (error as Error);
    throw notATemplate(file, source, offsetOf(furthest), cause);
  }
}

function notATemplate(file: string, source: string, offset: number, cause: Error): DataFormatError {
  const { line, column } = placeAt(source, offset);
  const reason = cause.message.replace(/\.$/, '');
  return new DataFormatError(file, `the chat template cannot be read, line ${line}, column ${column}: ${reason}.`, {
    cause,
  });
}
