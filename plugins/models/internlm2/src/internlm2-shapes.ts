const shape = (
  hidden_size: number,
  intermediate_size: number,
  num_hidden_layers: number,
  num_attention_heads: number,
) => ({
  hidden_size,
  intermediate_size,
  num_hidden_layers,
  num_attention_heads,
  num_key_value_heads: 8,
  vocab_size: 92_544,
});

/** The published sizes of InternLM 2 that the study's machines can hold. */
export const internlm2Shapes = {
  'internlm2-1.8b': shape(2048, 8192, 24, 16),
  'internlm2-7b': shape(4096, 14_336, 32, 32),
};
