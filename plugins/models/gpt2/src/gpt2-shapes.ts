const shape = (n_embd: number, n_layer: number, n_head: number) => ({
  n_embd,
  n_layer,
  n_head,
  n_positions: 1024,
  vocab_size: 50_257,
});

/** The published sizes of GPT-2. */
export const gpt2Shapes = {
  gpt2: shape(768, 12, 12),
  'gpt2-medium': shape(1024, 24, 16),
  'gpt2-large': shape(1280, 36, 20),
  'gpt2-xl': shape(1600, 48, 25),
};
