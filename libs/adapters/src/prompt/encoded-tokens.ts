import { normal, parameter, virtualTokens, type VirtualTokens } from '@weitiao/core';
import type { Block } from './block.js';

/** Where peft keeps what makes virtual tokens while they are trained. */
export const encoderName = 'prompt_encoder';

/**
 * Virtual tokens that a network makes of a small table while they are trained (reparameterisation: Li and Liang 2021, arXiv 2101.00190, section
 * 4.3). peft's file holds only what the network makes; checkpoints hold table and network, so training goes on from them.
 * @param width of the table's rows, N(0, 1) at the start
 */
export function encodedTokens(count: number, width: number, encoder: Block): VirtualTokens {
  const table = parameter(`${encoderName}.embedding.weight`, [count, width], normal(1));
  return virtualTokens(count, { ...encoder.parameters, [table.name]: table }, (values, pass) =>
    encoder.apply(values[table.name]!, values, pass),
  );
}
