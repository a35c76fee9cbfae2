/** What the tensors of quantised checkpoints are called, the more telling names first. */
const kinds: readonly (readonly [name: RegExp, kind: string])[] = [
  [/\.quant_state\.bitsandbytes__|\.(nested_)?(absmax|quant_map)$/, 'bitsandbytes, 4 bit'],
  [/\.(SCB|weight_format)$/, 'bitsandbytes, 8 bit'],
  [/\.g_idx$/, 'GPTQ'],
  [/\.(qweight|qzeros)$/, 'GPTQ or AWQ'],
  [/\.weight_packed$/, 'compressed-tensors'],
  [/\.weight_scale_inv$/, '8-bit floating point'],
  [/\.(weight_scale|weight_zero_point|input_scale|scales|zeros)$/, 'weights in whole numbers with scales'],
];

/** How a checkpoint is quantised, by the names of its tensors; undefined where it is not. */
export function quantisation(names: Iterable<string>): string | undefined {
  const all = [...names];
  return kinds.find(([pattern]) => all.some((name) => pattern.test(name)))?.[1];
}
