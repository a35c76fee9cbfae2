import { z } from 'zod';

/** `pre_seq_len`: the original code then puts a trained prefix in front of every layer, which no site here has. */
export const noOwnPrefix = z
  .null('P-tuning v2 of the original code is not read: take the base model, and `prefix-tuning` for a prefix')
  .optional();
