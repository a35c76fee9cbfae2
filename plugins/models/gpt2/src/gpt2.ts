import { defineModel } from '@weitiao/core';
import {
  attend,
  embedding,
  layerNorm,
  linear,
  mergeHeads,
  positionTable,
  repeat,
  splitInTurn,
  sublayer,
  tree,
} from '@weitiao/nn';
import { add, geluTanh } from '@weitiao/tensor';
import { gpt2Config } from './gpt2-config.js';
import { gpt2Shapes } from './gpt2-shapes.js';

/** GPT-2 (Radford et al. 2019): learned positions, linear layers stored `[input, output]` (Conv1D), tied head. */
export const gpt2 = defineModel({
  name: 'gpt2',
  modelTypes: ['gpt2'],
  config: gpt2Config,
  shapes: gpt2Shapes,
  build({ width, inner, layers, heads, vocabulary, longest, epsilon }) {
    const transposed = { rows: 'input' } as const;
    const { modules, sites, weights } = tree({
      transformer: {
        wte: embedding(vocabulary, width),
        wpe: positionTable(longest, width),
        h: repeat(layers, () => ({
          ln_1: layerNorm(width, epsilon),
          attn: {
            residual: sublayer('attention', width),
            c_attn: linear(width, 3 * width, 'attention.query-key-value', transposed),
            c_proj: linear(width, width, 'attention.output', transposed),
          },
          ln_2: layerNorm(width, epsilon),
          mlp: {
            residual: sublayer('mlp', width),
            c_fc: linear(width, inner, 'mlp.up', transposed),
            c_proj: linear(inner, width, 'mlp.output', transposed),
          },
        })),
        ln_f: layerNorm(width, epsilon),
      },
    });
    const { wte, wpe, h, ln_f } = modules.transformer;

    return {
      specVersion: 1,
      width,
      vocabulary,
      longestText: longest,
      sites,
      weights,
      cache: { layers, keyValueHeads: heads, headWidth: width / heads },
      forward(pass) {
        let stream = add(wte.rows(pass), wpe(pass));
        h.forEach(({ ln_1, attn, ln_2, mlp }, layer) => {
          stream = attn.residual(pass, stream, (input) => {
            const [query, key, value] = splitInTurn(pass, attn.c_attn(pass, ln_1(pass, input)), heads, heads);
            return attn.c_proj(pass, mergeHeads(pass, attend(pass, layer, query, { key, value }, pass.mask)));
          });
          stream = mlp.residual(pass, stream, (input) => mlp.c_proj(pass, geluTanh(mlp.c_fc(pass, ln_2(pass, input)))));
        });
        return ln_f(pass, stream);
      },
      logits: (rows, pass) => wte.head(pass, rows),
    };
  },
});
