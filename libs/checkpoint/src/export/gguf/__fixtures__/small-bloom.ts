import type { GgufLayout } from '@weitiao/core';
import { philoxNormal, randomKey, tensor, type Tensor } from '@weitiao/tensor';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bloomShaped } from '../../../__fixtures__/bloom-shaped.js';

const regex = ' ?[^(\\s|[.,!?]+';

/** Width 64 (two blocks of q8_0), two heads, a layer. */
export const model = bloomShaped({ width: 64, layers: 1, heads: 2, vocabulary: 10 });

export const layout: GgufLayout = {
  architecture: 'bloom',
  modules: {
    word_embeddings: 'token_embd',
    word_embeddings_layernorm: 'token_embd_norm',
    input_layernorm: 'attn_norm',
    post_attention_layernorm: 'ffn_norm',
    ln_f: 'output_norm',
  },
  rows: { 'attention.query-key-value': { split: [2, 3, 32], order: [1, 0, 2] } },
  uint32: { context_length: 2048, 'attention.head_count': 2 },
  float32: { 'attention.layer_norm_epsilon': 1e-5 },
  pretokenizer: { name: 'bloom', patterns: [regex] },
};

export const randomTensors = (): Map<string, Tensor> =>
  new Map(
    [...model.weights].map(([name, shape]) => {
      const size = shape.reduce((product, length) => product * length, 1);
      return [name, tensor(philoxNormal(size, randomKey(name)), [...shape])];
    }),
  );

/** A byte-level tokenizer of eight tokens: fewer than the embedding has rows. */
export function writeTokenizer(
  folder: string,
  changes: { readonly regex?: string; readonly model?: object } = {},
): void {
  const content = {
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [{ type: 'Split', pattern: { Regex: changes.regex ?? regex } }, { type: 'ByteLevel' }],
    },
    added_tokens: [
      { id: 0, content: '<unk>', special: true },
      { id: 1, content: '</s>', special: true },
      { id: 7, content: '<user>', special: false },
    ],
    model: changes.model ?? {
      type: 'BPE',
      vocab: { '<unk>': 0, '</s>': 1, a: 2, b: 3, Ġ: 4, ab: 5, 'ä¸': 6 },
      merges: [['a', 'b'], 'ä ¸'],
    },
  };
  writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify(content));
  writeFileSync(
    join(folder, 'tokenizer_config.json'),
    JSON.stringify({ eos_token: '</s>', unk_token: { content: '<unk>' }, chat_template: '{{ messages }}' }),
  );
}
