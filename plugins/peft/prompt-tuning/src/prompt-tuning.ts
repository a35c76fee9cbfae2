import { definePeftMethod, parameter, StudyError, virtualTokens, type BaseModel, type Parameter } from '@weitiao/core';
import { gather, tensor1d } from '@weitiao/tensor';
import { z } from 'zod';

/** Prompt tuning (Lester et al. 2021, arXiv 2104.08691): learned vectors in front of every prompt's word embeddings. */
export const promptTuning = definePeftMethod({
  name: 'prompt-tuning',
  options: z.strictObject({
    virtualTokens: z.int().positive().default(20).describe('Length of the prompt.'),
    initialText: z
      .string()
      .min(1)
      .optional()
      .describe('Start from the word embeddings of this text, repeated or cut to the length; N(0, 1) when absent.'),
  }),
  size: 'virtualTokens',
  attach(model, { virtualTokens: count, initialText }) {
    const initial: Parameter['initial'] =
      initialText === undefined
        ? (from, shape) => from.normal(1)(shape)
        : (from) => {
            const tokens = from.tokens(initialText);
            if (tokens.length === 0) throw new StudyError(`initialText ${JSON.stringify(initialText)} has no tokens.`);
            const rows = Int32Array.from({ length: count }, (_, row) => tokens[row % tokens.length]!);
            return gather(from.weight(wordEmbedding(model)), tensor1d(rows, 'int32'));
          };
    const table = parameter('prompt_embeddings', [count, model.width], initial);
    return { prompt: virtualTokens(count, { table }, ({ table }) => table) };
  },
  file: {
    type: 'PROMPT_TUNING',
    keys: { virtualTokens: 'num_virtual_tokens', initialText: 'prompt_tuning_init_text' },
    fixed: { num_transformer_submodules: 1 },
    facts: ({ width, cache: { layers } }, { initialText }, baseModel) => ({
      token_dim: width,
      num_layers: layers,
      prompt_tuning_init: initialText === undefined ? 'RANDOM' : 'TEXT',
      tokenizer_name_or_path: initialText === undefined ? null : baseModel,
    }),
    // How the vectors started says nothing about what they are.
    ignores: ['num_attention_heads', 'tokenizer_kwargs'],
  },
});

/** Name of the table that tokens are looked up in. */
function wordEmbedding({ sites, weights }: BaseModel): string {
  const name = sites.filter(({ kind }) => kind === 'embedding').map(({ path }) => `${path}.weight`);
  const found = name.find((one) => weights.has(one));
  if (found === undefined)
    throw new StudyError('This model declares no embedding whose rows a prompt could start from.');
  return found;
}
