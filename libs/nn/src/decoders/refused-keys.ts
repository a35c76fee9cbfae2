import { z } from 'zod';

const only = <T extends z.core.util.Literal>(values: readonly T[], why: string) =>
  z.literal([...values], why).nullish();
const quantised = 'Quantised checkpoints are not supported: give one in 32 or 16 bit';
const experts = 'Mixtures of experts are not supported: take a dense model';

/**
 * Keys of config.json that ask for another architecture than a family's, or for weights that are stored otherwise; all families refuse them by name. What
 * is null, or what it is without the key, asks for nothing.
 */
export const refusedKeys = {
  quantization_config: z.null(quantised).optional(),
  quantization_bit: only([0], quantised),
  num_experts: only([0, 1], experts),
  num_local_experts: only([0, 1], experts),
  n_routed_experts: only([0], experts),
  parallel_attn: only([false], 'Attention and MLP beside each other are not supported in this family'),
  alibi: only([false], 'ALiBi is not supported in this family'),
  attn_logit_softcapping: z.null('Capped scores are not supported').optional(),
  final_logit_softcapping: z.null('Capped logits are not supported').optional(),
  logit_scale: only([1], 'Scaled logits are not supported'),
  scale_emb: only([1], 'Scaled embeddings (MiniCPM) are not supported'),
  scale_depth: z.null('Scaled branches (MiniCPM) are not supported').optional(),
  no_rope_layers: z.array(z.literal(1, 'Layers without rotary positions (SmolLM 3) are not supported')).nullish(),
  is_encoder_decoder: only([false], 'Encoders with a decoder are not supported'),
};

/** A flag that the family's own code passes over: true would ask for weights that nobody reads. */
export const ignoredFlag = only([false], 'This family has no such biases');
