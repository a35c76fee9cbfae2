import type { BaseModel } from '@weitiao/core';
import {
  attend,
  embedding,
  fusedGatedUnit,
  linear,
  mergeHeads,
  repeat,
  rmsNorm,
  splitInTurn,
  sublayer,
  tree,
  turning,
} from '@weitiao/nn';
import type { LaterShape } from './later-config.js';

/**
 * ChatGLM 2 and 3 and GLM-4 (GLM Team 2024, arXiv 2406.12793): RMS norm, neighbouring numbers of each head's first half turn, fused
 * query-key-value and fused gate and up.
 */
export function later(shape: LaterShape): BaseModel {
  const { width, inner, layers, heads, keyValueHeads, headWidth, vocabulary, epsilon, rotary } = shape;
  const bias = { bias: shape.bias };
  const { modules, sites, weights } = tree({
    transformer: {
      embedding: { word_embeddings: embedding(vocabulary, width) },
      encoder: {
        layers: repeat(layers, () => ({
          input_layernorm: rmsNorm(width, epsilon),
          self_attention: {
            residual: sublayer('attention', width),
            query_key_value: linear(width, (heads + 2 * keyValueHeads) * headWidth, 'attention.query-key-value', {
              bias: shape.freshBias,
            }),
            dense: linear(heads * headWidth, width, 'attention.output', bias),
          },
          post_attention_layernorm: rmsNorm(width, epsilon),
          mlp: {
            residual: sublayer('mlp', width),
            dense_h_to_4h: linear(width, 2 * inner, 'mlp.up', bias),
            dense_4h_to_h: linear(inner, width, 'mlp.output', bias),
          },
        })),
        final_layernorm: rmsNorm(width, epsilon),
      },
      output_layer: linear(width, vocabulary, 'head', { bias: false }),
    },
  });
  const { embedding: tables, encoder, output_layer } = modules.transformer;

  return {
    specVersion: 1,
    width,
    vocabulary,
    sites,
    weights,
    cache: { layers, keyValueHeads, headWidth },
    forward(pass) {
      const turn = turning(pass, rotary, headWidth, 'interleaved');
      let stream = tables.word_embeddings.rows(pass);
      encoder.layers.forEach(({ input_layernorm, self_attention, post_attention_layernorm, mlp }, layer) => {
        stream = self_attention.residual(pass, stream, (input) => {
          const fused = self_attention.query_key_value(pass, input_layernorm(pass, input));
          const [query, key, value] = splitInTurn(pass, fused, heads, keyValueHeads);
          const attended = attend(pass, layer, turn(query), { key: turn(key), value }, pass.mask);
          return self_attention.dense(pass, mergeHeads(pass, attended));
        });
        stream = mlp.residual(pass, stream, (input) => {
          const both = mlp.dense_h_to_4h(pass, post_attention_layernorm(pass, input));
          return mlp.dense_4h_to_h(pass, fusedGatedUnit(both));
        });
      });
      return encoder.final_layernorm(pass, stream);
    },
    logits: (rows, pass) => output_layer(pass, rows),
  };
}
