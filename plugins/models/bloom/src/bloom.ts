import { defineModel } from '@weitiao/core';
import {
  alibiBias,
  attend,
  embedding,
  layerNorm,
  linear,
  mergeHeads,
  repeat,
  splitHeads,
  sublayer,
  tree,
} from '@weitiao/nn';
import { geluTanh } from '@weitiao/tensor';
import { bloomConfig } from './bloom-config.js';
import { bloomGguf } from './bloom-gguf.js';
import { bloomShapes } from './bloom-shapes.js';

/** BLOOM (Le Scao et al. 2022, arXiv 2211.05100): embedding norm, ALiBi, fused query-key-value laid out [head, 3, headWidth]. */
export const bloom = defineModel({
  name: 'bloom',
  modelTypes: ['bloom'],
  config: bloomConfig,
  shapes: bloomShapes,
  gguf: bloomGguf,
  build({ width, layers, heads, vocabulary, epsilon }) {
    const { modules, sites, weights } = tree({
      transformer: {
        word_embeddings: embedding(vocabulary, width),
        word_embeddings_layernorm: layerNorm(width, epsilon),
        h: repeat(layers, () => ({
          input_layernorm: layerNorm(width, epsilon),
          self_attention: {
            residual: sublayer('attention', width),
            query_key_value: linear(width, 3 * width, 'attention.query-key-value'),
            dense: linear(width, width, 'attention.output'),
          },
          post_attention_layernorm: layerNorm(width, epsilon),
          mlp: {
            residual: sublayer('mlp', width),
            dense_h_to_4h: linear(width, 4 * width, 'mlp.up'),
            dense_4h_to_h: linear(4 * width, width, 'mlp.output'),
          },
        })),
        ln_f: layerNorm(width, epsilon),
      },
    });
    const { word_embeddings, word_embeddings_layernorm, h, ln_f } = modules.transformer;

    return {
      specVersion: 1,
      width,
      vocabulary,
      sites,
      weights,
      cache: { layers, keyValueHeads: heads, headWidth: width / heads },
      forward(pass) {
        const bias = alibiBias(pass, heads);
        let stream = word_embeddings_layernorm(pass, word_embeddings.rows(pass));
        h.forEach(({ input_layernorm, self_attention, post_attention_layernorm, mlp }, layer) => {
          stream = self_attention.residual(pass, stream, (input) => {
            const fused = self_attention.query_key_value(pass, input_layernorm(pass, input));
            const [query, key, value] = splitHeads(pass, fused, heads);
            return self_attention.dense(pass, mergeHeads(pass, attend(pass, layer, query, { key, value }, bias)));
          });
          stream = mlp.residual(pass, stream, (input) =>
            mlp.dense_4h_to_h(pass, geluTanh(mlp.dense_h_to_4h(pass, post_attention_layernorm(pass, input)))),
          );
        });
        return ln_f(pass, stream);
      },
      logits: (rows, pass) => word_embeddings.head(pass, rows),
    };
  },
});
