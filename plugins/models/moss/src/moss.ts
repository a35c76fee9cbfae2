import { defineModel, type Pass } from '@weitiao/core';
import { attend, branch, embedding, layerNorm, linear, mergeHeads, repeat, tree, turning } from '@weitiao/nn';
import { add, geluTanh, reshape, split, transpose, type Tensor } from '@weitiao/tensor';
import { mossConfig } from './moss-config.js';
import { mossShapes } from './moss-shapes.js';

/** MOSS moon-003 (Sun et al. 2023), of the CodeGen architecture (Nijkamp et al. 2022, arXiv 2203.13474): attention and MLP read one norm. */
export const moss = defineModel({
  name: 'moss',
  modelTypes: ['moss', 'codegen'],
  config: mossConfig,
  shapes: mossShapes,
  build({ width, inner, layers, heads, vocabulary, epsilon, rotary }) {
    const plain = { bias: false };
    const { modules, sites, weights } = tree({
      transformer: {
        wte: embedding(vocabulary, width),
        h: repeat(layers, () => ({
          ln_1: layerNorm(width, epsilon),
          attn: {
            residual: branch('attention', width),
            qkv_proj: linear(width, 3 * width, 'attention.query-key-value', plain),
            out_proj: linear(width, width, 'attention.output', plain),
          },
          mlp: {
            residual: branch('mlp', width),
            fc_in: linear(width, inner, 'mlp.up'),
            fc_out: linear(inner, width, 'mlp.output'),
          },
        })),
        ln_f: layerNorm(width, epsilon),
      },
      lm_head: linear(width, vocabulary, 'head'),
    });
    const { wte, h, ln_f } = modules.transformer;

    return {
      specVersion: 1,
      width,
      vocabulary,
      sites,
      weights,
      cache: { layers, keyValueHeads: heads, headWidth: width / heads },
      forward(pass) {
        const turn = turning(pass, rotary, width / heads, 'interleaved');
        let stream = wte.rows(pass);
        h.forEach(({ ln_1, attn, mlp }, layer) => {
          stream = pass.recompute(`transformer.h.${layer}`, stream, (before) => {
            const attended = attn.residual(pass, before, (input) => {
              const [query, value, key] = splitInBlocks(pass, attn.qkv_proj(pass, ln_1(pass, input)), heads);
              const seen = attend(pass, layer, turn(query), { key: turn(key), value }, pass.mask);
              return attn.out_proj(pass, mergeHeads(pass, seen));
            });
            const thought = mlp.residual(pass, before, (input) =>
              mlp.fc_out(pass, geluTanh(mlp.fc_in(pass, ln_1(pass, input)))),
            );
            return add(before, add(attended, thought));
          });
        });
        return ln_f(pass, stream);
      },
      logits: (rows, pass) => modules.lm_head(pass, rows),
    };
  },
});

/** Queries, values and keys lie in four blocks, one for each of the devices that it was trained on: `[4, 3, heads / 4, headWidth]`. */
function splitInBlocks(pass: Pass, fused: Tensor, heads: number): [query: Tensor, value: Tensor, key: Tensor] {
  const { batch, sequence } = pass.layout;
  const blocks = reshape(fused, [batch, sequence, 4, 3, heads / 4, -1]);
  const parts = split(transpose(blocks, [3, 0, 2, 4, 1, 5]), 3, 0).map((part) =>
    reshape(part, [batch, heads, sequence, -1]),
  );
  return [parts[0]!, parts[1]!, parts[2]!];
}
