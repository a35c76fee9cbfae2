/** The one published size of MOSS; base, sft and plugin have it alike. */
export const mossShapes = {
  'moss-moon-003': { n_embd: 6144, n_layer: 34, n_head: 24, vocab_size: 107_008 },
};
