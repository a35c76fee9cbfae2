/** The published size of GLM-4, by the name of its folder. */
export const glmShapes = {
  'glm-4-9b-hf': {
    hidden_size: 4096,
    intermediate_size: 13_696,
    num_hidden_layers: 40,
    num_attention_heads: 32,
    num_key_value_heads: 2,
    head_dim: 128,
    vocab_size: 151_552,
  },
};
