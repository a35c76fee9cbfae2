import { defineModel } from '@weitiao/core';
import {
  attend,
  embedding,
  gatedDecoderKeys,
  gatedDecoderShape,
  gatedUnit,
  linear,
  longestTurned,
  mergeHeads,
  repeat,
  rmsNorm,
  splitByGroup,
  sublayer,
  tree,
  turning,
} from '@weitiao/nn';
import { z } from 'zod';
import { internlm2Shapes } from './internlm2-shapes.js';

/** InternLM 2 and 2.5 (Cai et al. 2024, arXiv 2403.17297): LLaMA's shape under other names, query-key-value fused group by group. */
export const internlm2 = defineModel({
  name: 'internlm2',
  modelTypes: ['internlm2'],
  config: z
    .object({ ...gatedDecoderKeys, bias: z.boolean().default(false) })
    .transform((config, context) => ({ ...gatedDecoderShape(config, context), bias: config.bias })),
  shapes: internlm2Shapes,
  build({ width, inner, layers, heads, keyValueHeads, headWidth, vocabulary, epsilon, tied, ...config }) {
    const bias = { bias: config.bias };
    const plain = { bias: false };
    const { modules, sites, weights } = tree({
      model: {
        tok_embeddings: embedding(vocabulary, width),
        layers: repeat(layers, () => ({
          attention_norm: rmsNorm(width, epsilon),
          attention: {
            residual: sublayer('attention', width),
            wqkv: linear(width, (heads + 2 * keyValueHeads) * headWidth, 'attention.query-key-value', bias),
            wo: linear(heads * headWidth, width, 'attention.output', bias),
          },
          ffn_norm: rmsNorm(width, epsilon),
          feed_forward: {
            residual: sublayer('mlp', width),
            w1: linear(width, inner, 'mlp.gate', plain),
            w3: linear(width, inner, 'mlp.up', plain),
            w2: linear(inner, width, 'mlp.output', plain),
          },
        })),
        norm: rmsNorm(width, epsilon),
      },
      ...(tied ? {} : { output: linear(width, vocabulary, 'head', plain) }),
    });
    const { tok_embeddings, layers: blocks, norm } = modules.model;

    return {
      specVersion: 1,
      width,
      vocabulary,
      longestText: longestTurned(config.rotary),
      sites,
      weights,
      cache: { layers, keyValueHeads, headWidth },
      forward(pass) {
        const turn = turning(pass, config.rotary, headWidth);
        let stream = tok_embeddings.rows(pass);
        blocks.forEach(({ attention_norm, attention, ffn_norm, feed_forward }, layer) => {
          stream = attention.residual(pass, stream, (input) => {
            const fused = attention.wqkv(pass, attention_norm(pass, input));
            const [query, key, value] = splitByGroup(pass, fused, heads, keyValueHeads);
            const attended = attend(pass, layer, turn(query), { key: turn(key), value }, pass.mask);
            return attention.wo(pass, mergeHeads(pass, attended));
          });
          stream = feed_forward.residual(pass, stream, (input) => {
            const normed = ffn_norm(pass, input);
            return feed_forward.w2(pass, gatedUnit(feed_forward.w1(pass, normed), feed_forward.w3(pass, normed)));
          });
        });
        return norm(pass, stream);
      },
      logits: (rows, pass) => modules.output?.(pass, rows) ?? tok_embeddings.head(pass, rows),
    };
  },
});
