import type { BaseModel, Pass } from '@weitiao/core';
import type { RotaryForm, Tensor } from '@weitiao/tensor';
import { embedding } from '../modules/embedding.js';
import { fusedGatedUnit, gatedUnit } from '../modules/gated-unit.js';
import { attend, mergeHeads, perHead } from '../modules/heads.js';
import { linear } from '../modules/linear.js';
import { headNorm, rmsNorm } from '../modules/rms-norm.js';
import { sublayer } from '../modules/sublayer.js';
import { windowed } from '../modules/windowed.js';
import type { RotaryConfig } from '../rotary/rotary-scaling.js';
import { longestTurned, turning } from '../rotary/turning.js';
import { repeat, tree } from '../tree.js';

/** What tells apart the decoders that are shaped like LLaMA. */
export interface GatedDecoderShape {
  readonly width: number;
  /** Width inside the MLP. */
  readonly inner: number;
  readonly layers: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headWidth: number;
  readonly vocabulary: number;
  readonly epsilon: number;
  readonly rotary: RotaryConfig;
  /** Which two numbers of a head turn together; `half` when absent. */
  readonly rotaryForm?: RotaryForm;
  readonly bias: { readonly queryKeyValue: boolean; readonly output: boolean; readonly mlp: boolean };
  /** Whether the head is the embedding. */
  readonly tied: boolean;
  /** Whether queries and keys are normalised head by head, before they turn. */
  readonly headNorms?: boolean;
  /** Whether one layer, `gate_up_proj`, gives gate and up. */
  readonly fusedGate?: boolean;
  /** Whether what a sublayer adds to the stream is normalised, too. */
  readonly branchNorms?: boolean;
  /** How many tokens back a layer sees, itself included; undefined: all. */
  readonly window?: (layer: number) => number | undefined;
}

/** RMS norm, rotary positions, grouped heads, SwiGLU; names as transformers' LLaMA, Mistral, Qwen and GLM write them. */
export function gatedDecoder(shape: GatedDecoderShape): BaseModel {
  const { width, inner, layers, heads, keyValueHeads, headWidth, vocabulary, epsilon, bias } = shape;
  const fresh = { bias: bias.queryKeyValue };
  const mlpBias = { bias: bias.mlp };
  const headNorms = () =>
    shape.headNorms ? { q_norm: headNorm(headWidth, epsilon), k_norm: headNorm(headWidth, epsilon) } : {};
  const branchNorms = () =>
    shape.branchNorms
      ? { post_self_attn_layernorm: rmsNorm(width, epsilon), post_mlp_layernorm: rmsNorm(width, epsilon) }
      : {};
  const gates = () =>
    shape.fusedGate
      ? { gate_up_proj: linear(width, 2 * inner, 'mlp.up', mlpBias) }
      : {
          gate_proj: linear(width, inner, 'mlp.gate', mlpBias),
          up_proj: linear(width, inner, 'mlp.up', mlpBias),
        };
  const { modules, sites, weights } = tree({
    model: {
      embed_tokens: embedding(vocabulary, width),
      layers: repeat(layers, () => ({
        input_layernorm: rmsNorm(width, epsilon),
        self_attn: {
          residual: sublayer('attention', width),
          q_proj: linear(width, heads * headWidth, 'attention.query', fresh),
          k_proj: linear(width, keyValueHeads * headWidth, 'attention.key', fresh),
          v_proj: linear(width, keyValueHeads * headWidth, 'attention.value', fresh),
          o_proj: linear(heads * headWidth, width, 'attention.output', { bias: bias.output }),
          ...headNorms(),
        },
        post_attention_layernorm: rmsNorm(width, epsilon),
        mlp: {
          residual: sublayer('mlp', width),
          ...gates(),
          down_proj: linear(inner, width, 'mlp.output', mlpBias),
        },
        ...branchNorms(),
      })),
      norm: rmsNorm(width, epsilon),
    },
    ...(shape.tied ? {} : { lm_head: linear(width, vocabulary, 'head', { bias: false }) }),
  });
  const { embed_tokens, layers: blocks, norm } = modules.model;
  const asIs = (_: Pass, input: Tensor) => input;

  return {
    specVersion: 1,
    width,
    vocabulary,
    longestText: longestTurned(shape.rotary),
    sites,
    weights,
    cache: { layers, keyValueHeads, headWidth },
    forward(pass) {
      const turn = turning(pass, shape.rotary, headWidth, shape.rotaryForm);
      let stream = embed_tokens.rows(pass);
      blocks.forEach(({ input_layernorm, self_attn, post_attention_layernorm, mlp, ...norms }, layer) => {
        const { post_self_attn_layernorm = asIs, post_mlp_layernorm = asIs } = norms;
        const { q_proj, k_proj, v_proj, o_proj, q_norm = asIs, k_norm = asIs } = self_attn;
        const mask = windowed(pass, shape.window?.(layer));
        stream = self_attn.residual(pass, stream, (input) => {
          const normed = input_layernorm(pass, input);
          const query = turn(q_norm(pass, perHead(pass, q_proj(pass, normed), heads)));
          const key = turn(k_norm(pass, perHead(pass, k_proj(pass, normed), keyValueHeads)));
          const value = perHead(pass, v_proj(pass, normed), keyValueHeads);
          const attended = o_proj(pass, mergeHeads(pass, attend(pass, layer, query, { key, value }, mask)));
          return post_self_attn_layernorm(pass, attended);
        });
        stream = mlp.residual(pass, stream, (input) => {
          const normed = post_attention_layernorm(pass, input);
          const inside = mlp.gate_up_proj
            ? fusedGatedUnit(mlp.gate_up_proj(pass, normed))
            : gatedUnit(mlp.gate_proj(pass, normed), mlp.up_proj(pass, normed));
          return post_mlp_layernorm(pass, mlp.down_proj(pass, inside));
        });
      });
      return norm(pass, stream);
    },
    logits: (rows, pass) => modules.lm_head?.(pass, rows) ?? embed_tokens.head(pass, rows),
  };
}
