import type { BaseModel } from '@weitiao/core';
import { layerWidths } from '@weitiao/training';

/** What config.json says of an architecture. */
export interface ArchitectureFacts {
  readonly parameters: { readonly total: number; readonly embedding: number; readonly perLayer: number };
  readonly width: number;
  readonly layers: number;
  /** Absent where the roles of the layers do not tell. */
  readonly heads?: number;
  readonly keyValueHeads: number;
  readonly headWidth: number;
  readonly vocabulary: number;
  /** Whether the head is the embedding. */
  readonly tiedHead: boolean;
  readonly positions: string;
  /** Tokens of the longest text that it was made for. */
  readonly context?: number;
}

type Config = Readonly<Record<string, unknown>>;

export function architectureFacts(model: BaseModel, config: Config): ArchitectureFacts {
  const { width, vocabulary, cache, sites, weights } = model;
  const sizes = [...weights].map(([name, shape]) => ({ name, size: sizeOf(shape) }));
  const embeddings = new Set(sites.filter(({ kind }) => kind === 'embedding').map(({ path }) => `${path}.weight`));
  const total = (all: readonly { size: number }[]) => all.reduce((sum, { size }) => sum + size, 0);
  const context = contextOf(config);
  const widths = layerWidths(model);
  return {
    parameters: {
      total: total(sizes),
      embedding: total(sizes.filter(({ name }) => embeddings.has(name))),
      perLayer: total(sizes.filter(({ name }) => /^[^0-9]*\.0\./.test(name))),
    },
    ...{ width, layers: cache.layers, ...(widths && { heads: widths.heads }) },
    ...{ keyValueHeads: cache.keyValueHeads, headWidth: cache.headWidth, vocabulary },
    tiedHead: !sites.some(({ role }) => role === 'head'),
    positions: positionsOf(model, config),
    ...(context !== undefined && { context }),
  };
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

const contextKeys = ['max_position_embeddings', 'n_positions', 'seq_length', 'model_max_length', 'max_sequence_length'];

const contextOf = (config: Config): number | undefined =>
  contextKeys.map((key) => config[key]).find((value) => typeof value === 'number');

/** Rotary ones by their keys in either generation of config.json, learned ones by their table. */
function positionsOf({ weights }: BaseModel, config: Config): string {
  const { rope_parameters: newer, rope_scaling: older } = config as Record<string, Record<string, unknown> | null>;
  const given = { ...older, ...newer };
  const base = given['rope_theta'] ?? config['rope_theta'];
  const ratio = config['rope_ratio'];
  if (base !== undefined || newer || older || config['rotary_dim'] !== undefined || ratio !== undefined) {
    const kind = given['rope_type'] ?? given['type'] ?? 'default';
    const factor = given['factor'] === undefined ? '' : ` × ${given['factor']}`;
    const from = base === undefined ? '' : `, base ${Number(base).toLocaleString('en')}`;
    return `rotary${from}${kind === 'default' ? '' : `, ${kind}${factor}`}${ratio === undefined ? '' : `, ratio ${ratio}`}`;
  }
  const learned = [...weights.keys()].some((name) => /(^|\.)(wpe|position_embeddings)\.weight$/.test(name));
  return learned ? 'a learned table' : 'the architecture’s own: config.json names none';
}
