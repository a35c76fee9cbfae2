import type { BaseModel } from '@weitiao/core';
import { attend, embedding, layerNorm, linear, mergeHeads, repeat, splitHeads, sublayer, tree } from '@weitiao/nn';
import { geluTanh, mul } from '@weitiao/tensor';
import type { FirstShape } from './first-config.js';
import { divideText } from './first-text.js';
import { turningInTwo } from './turning-in-two.js';

/**
 * ChatGLM-6B (Zeng et al. 2022, arXiv 2210.02414): a context read in both directions, rotary positions in two dimensions, and a residual stream that
 * each sublayer normalises and scales before it adds to it.
 */
export function first(shape: FirstShape): BaseModel {
  const { width, inner, layers, heads, vocabulary, epsilon } = shape;
  const { modules, sites, weights } = tree({
    transformer: {
      word_embeddings: embedding(vocabulary, width),
      layers: repeat(layers, () => ({
        input_layernorm: layerNorm(width, epsilon),
        attention: {
          residual: sublayer('attention', width),
          query_key_value: linear(width, 3 * width, 'attention.query-key-value'),
          dense: linear(width, width, 'attention.output'),
        },
        post_attention_layernorm: layerNorm(width, epsilon),
        mlp: {
          residual: sublayer('mlp', width),
          dense_h_to_4h: linear(width, inner, 'mlp.up'),
          dense_4h_to_h: linear(inner, width, 'mlp.output'),
        },
      })),
      final_layernorm: layerNorm(width, epsilon),
    },
    ...(shape.tied ? {} : { lm_head: linear(width, vocabulary, 'head', { bias: false }) }),
  });
  const { word_embeddings, layers: blocks, final_layernorm } = modules.transformer;
  // The released code scales by its 28 layers, and leaves the number at 28 in a model of another depth.
  const scale = Math.sqrt(2 * releasedLayers);

  return {
    specVersion: 1,
    width,
    vocabulary,
    sites,
    weights,
    cache: { layers, keyValueHeads: heads, headWidth: width / heads },
    divide: (tokens) => divideText(tokens, shape),
    forward(pass) {
      const turn = turningInTwo(pass, width / heads);
      let stream = word_embeddings.rows(pass);
      blocks.forEach(({ input_layernorm, attention, post_attention_layernorm, mlp }, layer) => {
        // α · LN(x) is what the branch is added to, so that is the stream; the branch reads LN(x).
        const attended = mul(input_layernorm(pass, stream), scale);
        stream = attention.residual(pass, attended, (input) => {
          const fused = attention.query_key_value(pass, mul(input, 1 / scale));
          const [query, key, value] = splitHeads(pass, fused, heads);
          const seen = attend(pass, layer, turn(query), { key: turn(key), value }, pass.mask);
          return attention.dense(pass, mergeHeads(pass, seen));
        });
        const thought = mul(post_attention_layernorm(pass, stream), scale);
        stream = mlp.residual(pass, thought, (input) =>
          mlp.dense_4h_to_h(pass, geluTanh(mlp.dense_h_to_4h(pass, mul(input, 1 / scale)))),
        );
      });
      return final_layernorm(pass, stream);
    },
    logits: (rows, pass) => modules.lm_head?.(pass, rows) ?? word_embeddings.head(pass, rows),
  };
}

const releasedLayers = 28;
