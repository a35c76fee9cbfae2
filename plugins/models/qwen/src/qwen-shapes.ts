const shape = (
  model_type: 'qwen2' | 'qwen3',
  [hidden_size, intermediate_size]: readonly [number, number],
  [num_hidden_layers, num_attention_heads, num_key_value_heads]: readonly [number, number, number],
  { tied = true, vocabulary = 151_936 } = {},
) => ({
  model_type,
  hidden_size,
  intermediate_size,
  num_hidden_layers,
  num_attention_heads,
  num_key_value_heads,
  vocab_size: vocabulary,
  tie_word_embeddings: tied,
  ...(model_type === 'qwen3' && { head_dim: 128 }),
});

/** The published sizes of Qwen 2.5 and of the dense Qwen 3. */
export const qwenShapes = {
  'qwen2.5-0.5b': shape('qwen2', [896, 4864], [24, 14, 2]),
  'qwen2.5-1.5b': shape('qwen2', [1536, 8960], [28, 12, 2]),
  'qwen2.5-3b': shape('qwen2', [2048, 11_008], [36, 16, 2]),
  'qwen2.5-7b': shape('qwen2', [3584, 18_944], [28, 28, 4], { tied: false, vocabulary: 152_064 }),
  'qwen3-0.6b': shape('qwen3', [1024, 3072], [28, 16, 8]),
  'qwen3-1.7b': shape('qwen3', [2048, 6144], [28, 16, 8]),
  'qwen3-4b': shape('qwen3', [2560, 9728], [36, 32, 8]),
  'qwen3-8b': shape('qwen3', [4096, 12_288], [36, 32, 8], { tied: false }),
};
