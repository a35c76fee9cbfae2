import type { BaseModel } from '@weitiao/core';
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
  Weights,
} from '@weitiao/nn';
import { philoxNormal, randomKey, tensor, type Tensor } from '@weitiao/tensor';

const [width, heads, layers, vocabulary] = [8, 2, 2, 17];

/** A decoder of two attention layers, small enough to train in milliseconds. */
export function tinyModel(): BaseModel {
  const { modules, sites, weights } = tree({
    embedding: embedding(vocabulary, width),
    layers: repeat(layers, () => ({
      input_norm: layerNorm(width, 1e-5),
      attention: {
        residual: sublayer('attention', width),
        fused: linear(width, 3 * width, 'attention.query-key-value'),
        dense: linear(width, width, 'attention.output'),
      },
    })),
    ln_f: layerNorm(width, 1e-5),
  });
  return {
    specVersion: 1,
    width,
    vocabulary,
    sites,
    weights,
    cache: { layers, keyValueHeads: heads, headWidth: width / heads },
    forward(pass) {
      const bias = alibiBias(pass, heads);
      let stream = modules.embedding.rows(pass);
      modules.layers.forEach(({ input_norm, attention }, layer) => {
        stream = attention.residual(pass, stream, (input) => {
          const [query, key, value] = splitHeads(pass, attention.fused(pass, input_norm(pass, input)), heads);
          return attention.dense(pass, mergeHeads(pass, attend(pass, layer, query, { key, value }, bias)));
        });
      });
      return modules.ln_f(pass, stream);
    },
    logits: (rows, pass) => modules.embedding.head(pass, rows),
  };
}

/** Normal weights; those of norms are 1. */
export function tinyWeights(model: BaseModel): Weights {
  const made = [...model.weights].map(([name, shape]): [string, Tensor] => {
    const size = shape.reduce((product, length) => product * length, 1);
    const values = philoxNormal(size, randomKey(7, name)).map((value) =>
      /(norm|ln_f)\.weight$/.test(name) ? 1 : value * 0.5,
    );
    return [name, tensor(values, [...shape], 'float32')];
  });
  return new Weights(new Map(made));
}
