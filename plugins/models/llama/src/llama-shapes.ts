/** Published sizes: LLaMA 1 and 2 (Vicuna and Chinese-LLaMA-Alpaca are of them), 3, and what else has its architecture. */
const shape = (
  hidden_size: number,
  intermediate_size: number,
  num_hidden_layers: number,
  num_attention_heads: number,
  more: {
    vocab_size?: number;
    num_key_value_heads?: number;
    max_position_embeddings?: number;
    head_dim?: number;
    tie_word_embeddings?: boolean;
  } = {},
) => ({
  ...{ hidden_size, intermediate_size, num_hidden_layers, num_attention_heads, vocab_size: 32_000 },
  ...{ max_position_embeddings: 2048, ...more },
});

const longer = { max_position_embeddings: 4096 };
const third = { vocab_size: 128_256, num_key_value_heads: 8, max_position_embeddings: 8192 };

export const llamaShapes = {
  'llama-7b': shape(4096, 11_008, 32, 32),
  'llama-13b': shape(5120, 13_824, 40, 40),
  'llama-30b': shape(6656, 17_920, 60, 52),
  'llama-65b': shape(8192, 22_016, 80, 64),
  'llama-2-7b': shape(4096, 11_008, 32, 32, longer),
  'llama-2-13b': shape(5120, 13_824, 40, 40, longer),
  'llama-2-70b': shape(8192, 28_672, 80, 64, { ...longer, num_key_value_heads: 8 }),
  'llama-3-8b': shape(4096, 14_336, 32, 32, third),
  'llama-3-70b': shape(8192, 28_672, 80, 64, third),
  'yi-6b': shape(4096, 11_008, 32, 32, { ...longer, vocab_size: 64_000, num_key_value_heads: 4 }),
  'llama-3.2-1b': shape(2048, 8192, 16, 32, { ...third, tie_word_embeddings: true }),
  'llama-3.2-3b': shape(3072, 8192, 28, 24, { ...third, head_dim: 128, tie_word_embeddings: true }),
  'vicuna-7b': shape(4096, 11_008, 32, 32),
  'vicuna-13b': shape(5120, 13_824, 40, 40),
  'deepseek-llm-7b': shape(4096, 11_008, 30, 32, { ...longer, vocab_size: 102_400 }),
  'smollm2-135m': shape(576, 1536, 30, 9, { vocab_size: 49_152, num_key_value_heads: 3, tie_word_embeddings: true }),
  'smollm2-1.7b': shape(2048, 8192, 24, 32, { vocab_size: 49_152, tie_word_embeddings: true }),
};
