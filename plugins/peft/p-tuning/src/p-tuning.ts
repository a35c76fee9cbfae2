import { activation, chain, encodedTokens, encoderName, linearBlock, lstmBlock } from '@weitiao/adapters';
import { definePeftMethod } from '@weitiao/core';
import { relu } from '@weitiao/tensor';
import { z } from 'zod';

const linear = (place: number, input: number, output: number) =>
  linearBlock(`${encoderName}.mlp_head.${place}`, input, output);
const between = activation((rows) => relu(rows));

/** P-tuning (Liu et al. 2021, arXiv 2103.10385): virtual tokens in front of every prompt, made by a network of MLP or LSTM form. */
export const pTuning = definePeftMethod({
  name: 'p-tuning',
  options: z.strictObject({
    virtualTokens: z.int().positive().default(20).describe('Length of the prompt.'),
    encoder: z.enum(['MLP', 'LSTM']).default('MLP').describe('The network that makes the prompt while it is trained.'),
    encoderWidth: z.int().positive().default(128).describe('Its hidden width; of each direction for LSTM.'),
    encoderLayers: z.int().positive().default(2).describe('Layers of the LSTM; the MLP has three linear layers.'),
    encoderDropout: z
      .number()
      .min(0)
      .max(0.99)
      .default(0)
      .describe('Between the layers of the LSTM; the MLP has none.'),
  }),
  size: 'encoderWidth',
  attach({ width }, { virtualTokens: count, encoder, encoderWidth: hidden, encoderLayers, encoderDropout }) {
    const mlp = () =>
      chain(linear(0, width, hidden), between, linear(2, hidden, hidden), between, linear(4, hidden, width));
    const lstm = () => {
      const shape = { input: width, hidden, layers: encoderLayers, dropout: encoderDropout };
      const head = chain(linear(0, 2 * hidden, 2 * hidden), between, linear(2, 2 * hidden, width));
      return chain(lstmBlock(`${encoderName}.lstm_head`, shape), head);
    };
    return { prompt: encodedTokens(count, width, encoder === 'MLP' ? mlp() : lstm()) };
  },
  file: {
    type: 'P_TUNING',
    keys: {
      virtualTokens: 'num_virtual_tokens',
      encoder: 'encoder_reparameterization_type',
      encoderWidth: 'encoder_hidden_size',
      encoderLayers: 'encoder_num_layers',
      encoderDropout: 'encoder_dropout',
    },
    fixed: { num_transformer_submodules: 1 },
    facts: ({ width, cache: { layers } }) => ({ token_dim: width, num_layers: layers }),
    ignores: ['num_attention_heads'],
  },
});
