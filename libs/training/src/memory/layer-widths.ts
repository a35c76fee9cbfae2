import type { BaseModel, Site } from '@weitiao/core';

/** What one decoder layer computes, by the roles of its linear layers. */
export interface LayerWidths {
  /** The residual stream. */
  readonly width: number;
  /** Attention heads; those of keys and values are the model's own. */
  readonly heads: number;
  /** All queries of a token. */
  readonly query: number;
  /** All keys, and as many values, of a token. */
  readonly key: number;
  /** Inside the MLP. */
  readonly inner: number;
  /** Whether a gate of that width multiplies it. */
  readonly gated: boolean;
}

/** @returns undefined where a model declares no linear layer after attention and in the MLP */
export function layerWidths({ sites, width, cache }: BaseModel): LayerWidths | undefined {
  const of = (role: string): Site | undefined => sites.find((site) => site.kind === 'linear' && site.role === role);
  const [output, down, up, gate] = ['attention.output', 'mlp.output', 'mlp.up', 'mlp.gate'].map(of);
  if (!output || !down || !up) return undefined;
  return {
    width,
    heads: output.inputWidth / cache.headWidth,
    query: output.inputWidth,
    key: cache.keyValueHeads * cache.headWidth,
    inner: down.inputWidth,
    // A gate of its own, or fused with what it multiplies.
    gated: gate !== undefined || up.outputWidth === 2 * down.inputWidth,
  };
}
