import { defineModel } from '@weitiao/core';
import { attend, embedding, linear, mergeHeads, perHead, repeat, rmsNorm, sublayer, tree, turning } from '@weitiao/nn';
import { mul, silu } from '@weitiao/tensor';
import { llamaConfig } from './llama-config.js';

/** LLaMA (Touvron et al. 2023, arXiv 2302.13971, 2307.09288; Grattafiori et al. 2024, arXiv 2407.21783): RMS norm, rotary positions, SwiGLU. */
export const llama = defineModel({
  name: 'llama',
  modelTypes: ['llama'],
  config: llamaConfig,
  build({ width, inner, layers, heads, keyValueHeads, headWidth, vocabulary, epsilon, ...config }) {
    const attentionBias = { bias: config.attentionBias };
    const mlpBias = { bias: config.mlpBias };
    const { modules, sites, weights } = tree({
      model: {
        embed_tokens: embedding(vocabulary, width),
        layers: repeat(layers, () => ({
          input_layernorm: rmsNorm(width, epsilon),
          self_attn: {
            residual: sublayer('attention', width),
            q_proj: linear(width, heads * headWidth, 'attention.query', attentionBias),
            k_proj: linear(width, keyValueHeads * headWidth, 'attention.key', attentionBias),
            v_proj: linear(width, keyValueHeads * headWidth, 'attention.value', attentionBias),
            o_proj: linear(heads * headWidth, width, 'attention.output', attentionBias),
          },
          post_attention_layernorm: rmsNorm(width, epsilon),
          mlp: {
            residual: sublayer('mlp', width),
            gate_proj: linear(width, inner, 'mlp.gate', mlpBias),
            up_proj: linear(width, inner, 'mlp.up', mlpBias),
            down_proj: linear(inner, width, 'mlp.output', mlpBias),
          },
        })),
        norm: rmsNorm(width, epsilon),
      },
      ...(config.tied ? {} : { lm_head: linear(width, vocabulary, 'head', { bias: false }) }),
    });
    const { embed_tokens, layers: blocks, norm } = modules.model;

    return {
      specVersion: 1,
      width,
      vocabulary,
      sites,
      weights,
      cache: { layers, keyValueHeads, headWidth },
      forward(pass) {
        const turn = turning(pass, config.rotary, headWidth);
        let stream = embed_tokens.rows(pass);
        blocks.forEach(({ input_layernorm, self_attn, post_attention_layernorm, mlp }, layer) => {
          stream = self_attn.residual(pass, stream, (input) => {
            const normed = input_layernorm(pass, input);
            const query = turn(perHead(pass, self_attn.q_proj(pass, normed), heads));
            const key = turn(perHead(pass, self_attn.k_proj(pass, normed), keyValueHeads));
            const value = perHead(pass, self_attn.v_proj(pass, normed), keyValueHeads);
            return self_attn.o_proj(pass, mergeHeads(pass, attend(pass, layer, query, { key, value }, pass.mask)));
          });
          stream = mlp.residual(pass, stream, (input) => {
            const normed = post_attention_layernorm(pass, input);
            return mlp.down_proj(pass, mul(silu(mlp.gate_proj(pass, normed)), mlp.up_proj(pass, normed)));
          });
        });
        return norm(pass, stream);
      },
      logits: (rows, pass) => modules.lm_head?.(pass, rows) ?? embed_tokens.head(pass, rows),
    };
  },
});
