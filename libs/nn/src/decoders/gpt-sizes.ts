import { z } from 'zod';

const size = z.int().positive().optional();

/** The sizes under GPT-2's names, which CodeGen took over, and under those by which transformers (`attribute_map`) reads them, too. */
export const gptSizeKeys = {
  ...{ n_embd: size, hidden_size: size },
  ...{ n_layer: size, num_hidden_layers: size },
  ...{ n_head: size, num_attention_heads: size },
  ...{ n_positions: size, max_position_embeddings: size },
};

type Keys = Readonly<Partial<Record<keyof typeof gptSizeKeys, number | undefined>>>;

export interface GptSizes {
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  /** Tokens of the longest text. */
  readonly longest: number;
}

/** What they tell; one that is missing, or that two names give two values, becomes an issue of `context`. */
export function gptSizes(config: Keys, context: z.RefinementCtx, defaults: { longest?: number } = {}): GptSizes {
  const found = (name: keyof Keys, other: keyof Keys, otherwise?: number): number => {
    const [value, same] = [config[name], config[other]];
    if (value !== undefined && same !== undefined && value !== same)
      context.addIssue({ code: 'custom', path: [name], message: `"${other}" is another name of it and is ${same}` });
    const given = value ?? same ?? otherwise;
    if (given === undefined)
      context.addIssue({ code: 'custom', path: [name], message: `Wanted is a whole number, here or as "${other}"` });
    return given ?? Number.NaN;
  };
  const sizes = {
    width: found('n_embd', 'hidden_size'),
    layers: found('n_layer', 'num_hidden_layers'),
    heads: found('n_head', 'num_attention_heads'),
    longest: found('n_positions', 'max_position_embeddings', defaults.longest),
  };
  if (sizes.width % sizes.heads > 0) context.addIssue('n_head must divide n_embd');
  return sizes;
}
