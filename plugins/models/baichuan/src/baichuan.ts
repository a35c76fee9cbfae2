import { defineModel } from '@weitiao/core';
import {
  alibiBias,
  attend,
  embedding,
  gatedUnit,
  linear,
  mergeHeads,
  normalisedHead,
  repeat,
  rmsNorm,
  splitInTurn,
  sublayer,
  tree,
  turning,
} from '@weitiao/nn';
import type { Tensor } from '@weitiao/tensor';
import { baichuanConfig } from './baichuan-config.js';
import { baichuanShapes } from './baichuan-shapes.js';

/** Baichuan and Baichuan 2 (Yang et al. 2023, arXiv 2309.10305): LLaMA's shape with fused query-key-value; the 13B has ALiBi, 2 a normalised head. */
export const baichuan = defineModel({
  name: 'baichuan',
  modelTypes: ['baichuan'],
  config: baichuanConfig,
  shapes: baichuanShapes,
  build({ width, inner, layers, heads, vocabulary, epsilon, alibi, longest, ...config }) {
    const plain = { bias: false };
    const { modules, sites, weights } = tree({
      model: {
        embed_tokens: embedding(vocabulary, width),
        layers: repeat(layers, () => ({
          input_layernorm: rmsNorm(width, epsilon),
          self_attn: {
            residual: sublayer('attention', width),
            W_pack: linear(width, 3 * width, 'attention.query-key-value', plain),
            o_proj: linear(width, width, 'attention.output', plain),
          },
          post_attention_layernorm: rmsNorm(width, epsilon),
          mlp: {
            residual: sublayer('mlp', width),
            gate_proj: linear(width, inner, 'mlp.gate', plain),
            up_proj: linear(width, inner, 'mlp.up', plain),
            down_proj: linear(inner, width, 'mlp.output', plain),
          },
        })),
        norm: rmsNorm(width, epsilon),
      },
      lm_head: config.normalisedHead ? normalisedHead(width, vocabulary) : linear(width, vocabulary, 'head', plain),
    });
    const { embed_tokens, layers: blocks, norm } = modules.model;
    const rotary = { base: 10_000, share: 1, longest, scaling: { rope_type: 'default' } } as const;

    return {
      specVersion: 1,
      width,
      vocabulary,
      sites,
      weights,
      cache: { layers, keyValueHeads: heads, headWidth: width / heads },
      forward(pass) {
        const turn = alibi ? (perHead: Tensor) => perHead : turning(pass, rotary, width / heads);
        const bias = alibi ? alibiBias(pass, heads) : pass.mask;
        let stream = embed_tokens.rows(pass);
        blocks.forEach(({ input_layernorm, self_attn, post_attention_layernorm, mlp }, layer) => {
          stream = self_attn.residual(pass, stream, (input) => {
            const fused = self_attn.W_pack(pass, input_layernorm(pass, input));
            const [query, key, value] = splitInTurn(pass, fused, heads, heads);
            return self_attn.o_proj(
              pass,
              mergeHeads(pass, attend(pass, layer, turn(query), { key: turn(key), value }, bias)),
            );
          });
          stream = mlp.residual(pass, stream, (input) => {
            const normed = post_attention_layernorm(pass, input);
            return mlp.down_proj(pass, gatedUnit(mlp.gate_proj(pass, normed), mlp.up_proj(pass, normed)));
          });
        });
        return norm(pass, stream);
      },
      logits: (rows, pass) => modules.lm_head(pass, rows),
    };
  },
});
