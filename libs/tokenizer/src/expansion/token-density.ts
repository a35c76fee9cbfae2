/** How many tokens texts come to. */
export interface TokenDensity {
  readonly texts: number;
  readonly characters: number;
  readonly tokens: number;
  readonly charactersPerToken: number;
}

/** @param encode text to ids, without special ones */
export async function tokenDensity(
  texts: AsyncIterable<string> | Iterable<string>,
  encode: (text: string) => { readonly length: number },
): Promise<TokenDensity> {
  let [count, characters, tokens] = [0, 0, 0];
  for await (const text of texts) {
    if (text === '') continue;
    count += 1;
    for (const _ of text) characters += 1;
    tokens += encode(text).length;
  }
  return { texts: count, characters, tokens, charactersPerToken: tokens === 0 ? 0 : characters / tokens };
}
