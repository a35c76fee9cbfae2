const small = {
  hidden_size: 4096,
  intermediate_size: 11_008,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  max_position_embeddings: 4096,
};
const large = { hidden_size: 5120, intermediate_size: 13_696, num_hidden_layers: 40, num_attention_heads: 40 };

/** The published sizes of Baichuan and Baichuan 2; the second has more tokens and a normalised head. */
export const baichuanShapes = {
  'baichuan-7b': { ...small, vocab_size: 64_000 },
  'baichuan-13b': { ...large, vocab_size: 64_000 },
  'baichuan2-7b': { ...small, vocab_size: 125_696 },
  'baichuan2-13b': { ...large, vocab_size: 125_696 },
};
