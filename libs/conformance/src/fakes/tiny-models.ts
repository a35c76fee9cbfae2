import type { BaseModel, Pass } from '@weitiao/core';
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
import { geluTanh, mul, reshape, silu, transpose, type Tensor } from '@weitiao/tensor';

const [vocabulary, width, layers, heads] = [23, 12, 2, 2];
const shared = {
  specVersion: 1,
  width,
  vocabulary,
  cache: { layers, keyValueHeads: heads, headWidth: width / heads },
} as const;

/** Two layers, width 12, one fused query-key-value projection, ALiBi, GELU: shaped like BLOOM. */
export function tinyFusedModel(): BaseModel {
  const { modules, sites, weights } = tree({
    embed: embedding(vocabulary, width),
    layers: repeat(layers, () => ({
      norm: layerNorm(width, 1e-5),
      attention: {
        residual: sublayer('attention', width),
        query_key_value: linear(width, 3 * width, 'attention.query-key-value'),
        output: linear(width, width, 'attention.output'),
      },
      second_norm: layerNorm(width, 1e-5),
      mlp: {
        residual: sublayer('mlp', width),
        up: linear(width, 2 * width, 'mlp.up'),
        down: linear(2 * width, width, 'mlp.output'),
      },
    })),
    final_norm: layerNorm(width, 1e-5),
  });
  return {
    ...shared,
    sites,
    weights,
    forward(pass) {
      const bias = alibiBias(pass, heads);
      let stream = modules.embed.rows(pass);
      modules.layers.forEach(({ norm, attention, second_norm, mlp }, layer) => {
        stream = attention.residual(pass, stream, (input) => {
          const [query, key, value] = splitHeads(pass, attention.query_key_value(pass, norm(pass, input)), heads);
          return attention.output(pass, mergeHeads(pass, attend(pass, layer, query, { key, value }, bias)));
        });
        stream = mlp.residual(pass, stream, (input) =>
          mlp.down(pass, geluTanh(mlp.up(pass, second_norm(pass, input)))),
        );
      });
      return modules.final_norm(pass, stream);
    },
    logits: (rows, pass) => modules.embed.head(pass, rows),
  };
}

/** Two layers, width 12, three projections without bias, a gated MLP, a head of its own: shaped like LLaMA, with ALiBi. */
export function tinySplitModel(): BaseModel {
  const plain = { bias: false };
  const { modules, sites, weights } = tree({
    model: {
      embed_tokens: embedding(vocabulary, width),
      layers: repeat(layers, () => ({
        input_norm: layerNorm(width, 1e-5),
        self_attn: {
          residual: sublayer('attention', width),
          q_proj: linear(width, width, 'attention.query', plain),
          k_proj: linear(width, width, 'attention.key', plain),
          v_proj: linear(width, width, 'attention.value', plain),
          o_proj: linear(width, width, 'attention.output', plain),
        },
        post_norm: layerNorm(width, 1e-5),
        mlp: {
          residual: sublayer('mlp', width),
          gate_proj: linear(width, 2 * width, 'mlp.gate', plain),
          up_proj: linear(width, 2 * width, 'mlp.up', plain),
          down_proj: linear(2 * width, width, 'mlp.output', plain),
        },
      })),
      norm: layerNorm(width, 1e-5),
    },
    lm_head: linear(width, vocabulary, 'head', plain),
  });
  return {
    ...shared,
    sites,
    weights,
    forward(pass) {
      const bias = alibiBias(pass, heads);
      let stream = modules.model.embed_tokens.rows(pass);
      modules.model.layers.forEach(({ input_norm, self_attn, post_norm, mlp }, layer) => {
        stream = self_attn.residual(pass, stream, (input) => {
          const normed = input_norm(pass, input);
          const [query, key, value] = [self_attn.q_proj, self_attn.k_proj, self_attn.v_proj].map((project) =>
            perHead(pass, project(pass, normed)),
          );
          return self_attn.o_proj(
            pass,
            mergeHeads(pass, attend(pass, layer, query!, { key: key!, value: value! }, bias)),
          );
        });
        stream = mlp.residual(pass, stream, (input) => {
          const normed = post_norm(pass, input);
          return mlp.down_proj(pass, mul(silu(mlp.gate_proj(pass, normed)), mlp.up_proj(pass, normed)));
        });
      });
      return modules.model.norm(pass, stream);
    },
    logits: (rows, pass) => modules.lm_head(pass, rows),
  };
}

/** `[batch × sequence, width]` → `[batch, heads, sequence, headWidth]` */
const perHead = ({ layout: { batch, sequence } }: Pass, rows: Tensor): Tensor =>
  transpose(reshape(rows, [batch, sequence, heads, -1]), [0, 2, 1, 3]);
