import * as library from '@huggingface/jinja';

// The library's own declarations name their files without endings, which TypeScript does not find in a package of modules: what is used is declared here.

export interface Token {
  readonly type: string;
  readonly value: string;
}

export interface Statement {
  readonly type: string;
}

export interface Value {
  readonly type: string;
  readonly value: unknown;
}

export interface Environment {
  /** Declares a variable; plain values and functions become the template's. */
  set(name: string, value: unknown): unknown;
}

export interface Interpreter {
  run(program: Statement): Value;
  evaluate(statement: Statement | undefined, environment: Environment): Value;
}

interface Library {
  readonly tokenize: (source: string, options?: { lstrip_blocks: boolean; trim_blocks: boolean }) => Token[];
  readonly parse: (tokens: readonly Token[]) => Statement;
  readonly Environment: new () => Environment;
  readonly Interpreter: new (environment: Environment) => Interpreter;
}

export const { tokenize, parse, Environment, Interpreter } = library as unknown as Library;
