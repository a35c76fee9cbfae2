import type { SpecialToken } from './tokenizer.js';

/**
 * The token that a key of tokenizer_config.json or special_tokens_map.json names, in either of the forms in use: the text itself,
 * or an object with `content`.
 * @param files the first that has the key decides
 */
export function specialToken(
  key: 'eos_token' | 'bos_token' | 'pad_token',
  files: readonly (Record<string, unknown> | undefined)[],
  idOf: (text: string) => number | undefined,
): SpecialToken | undefined {
  const text = files.map((file) => textOf(file?.[key])).find((found) => found !== undefined);
  if (text === undefined) return undefined;
  const id = idOf(text);
  return id === undefined ? undefined : { id, text };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || !('content' in value)) return undefined;
  return typeof value.content === 'string' ? value.content : undefined;
}
