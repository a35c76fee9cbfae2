/** The published sizes of BLOOM (and of BLOOMZ, which is BLOOM trained further). */
const shape = (hidden_size: number, n_layer: number, n_head: number) => ({
  hidden_size,
  n_layer,
  n_head,
  vocab_size: 250_880,
});

export const bloomShapes = {
  'bloom-560m': shape(1024, 24, 16),
  'bloom-1b1': shape(1536, 24, 16),
  'bloom-1b7': shape(2048, 24, 16),
  'bloom-3b': shape(2560, 30, 32),
  'bloom-7b1': shape(4096, 30, 32),
  bloom: shape(14_336, 70, 112),
};
