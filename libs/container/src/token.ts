declare const held: unique symbol;

/** Names what a container holds, together with its type. */
export interface Token<T> {
  readonly symbol: symbol;
  readonly [held]?: T;
}

/** @param name what it stands for, in words; errors show it */
export const token = <T>(name: string): Token<T> => ({ symbol: Symbol(name) });
