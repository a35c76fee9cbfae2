const first = {
  hidden_size: 4096,
  inner_hidden_size: 16_384,
  num_layers: 28,
  num_attention_heads: 32,
  position_encoding_2d: true,
  // Its files hold the table twice, and its code makes one of both.
  tie_word_embeddings: true,
};
const later = (ffn_hidden_size: number, num_layers: number, padded_vocab_size: number) => ({
  hidden_size: 4096,
  ffn_hidden_size,
  num_layers,
  num_attention_heads: 32,
  kv_channels: 128,
  multi_query_attention: true,
  multi_query_group_num: 2,
  padded_vocab_size,
  add_qkv_bias: true,
});

/** The published sizes of ChatGLM and of GLM-4 in the same layout. */
export const chatglmShapes = {
  'chatglm-6b': {
    ...first,
    vocab_size: 130_528,
    bos_token_id: 130_004,
    mask_token_id: 130_000,
    gmask_token_id: 130_001,
  },
  'chatglm-6b-march-2023': { ...first, vocab_size: 150_528, bos_token_id: 150_004 },
  'chatglm2-6b': later(13_696, 28, 65_024),
  'chatglm3-6b': later(13_696, 28, 65_024),
  'glm-4-9b': later(13_696, 40, 151_552),
};
