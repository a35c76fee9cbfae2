import type { Statement, Token } from './engine.js';

interface Block {
  readonly body?: readonly Statement[] | unknown;
  readonly alternate?: readonly Statement[];
  readonly defaultBlock?: readonly Statement[];
}

/**
 * Which token each statement of a template begins with, so that an error in one has a place. The statements of all blocks, in the order of the source, are
 * its texts, comments, `{{ … }}` and `{% … %}` except those that go on with a block or close one.
 * @returns the token's index; nothing where the two do not fit
 */
export function statementTokens(program: Statement, tokens: readonly Token[]): Map<Statement, number> {
  const statements = [...statementsOf(program)];
  const starts = tokens.flatMap((token, index) => (begins(token, tokens[index + 1]) ? [index] : []));
  if (statements.length !== starts.length) return new Map();
  return new Map(statements.map((statement, at) => [statement, starts[at]!]));
}

function* statementsOf(statement: Statement): Generator<Statement> {
  const { body, alternate, defaultBlock } = statement as Block;
  for (const block of [body, alternate, defaultBlock]) {
    if (!Array.isArray(block)) continue;
    for (const inner of block as readonly Statement[]) {
      yield inner;
      yield* statementsOf(inner);
    }
  }
}

function begins({ type }: Token, next: Token | undefined): boolean {
  if (type === 'OpenStatement') return next !== undefined && !/^(else|end\w+)$/.test(next.value);
  return type === 'Text' || type === 'Comment' || type === 'OpenExpression';
}
