const shape = (vocab_size: number) => ({
  hidden_size: 4096,
  intermediate_size: 14_336,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  vocab_size,
});

/** The published versions of Mistral 7B; the third has more tokens. */
export const mistralShapes = { 'mistral-7b': shape(32_000), 'mistral-7b-v0.3': shape(32_768) };
