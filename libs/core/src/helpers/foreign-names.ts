import type { Site } from '../contracts/index.js';

type Name = readonly [family: string, role: string];

/** What the linear layers of well-known families are called in their checkpoints, and what they do. */
const foreign: Readonly<Record<string, Name>> = {
  q_proj: ['LLaMA', 'attention.query'],
  k_proj: ['LLaMA', 'attention.key'],
  v_proj: ['LLaMA', 'attention.value'],
  o_proj: ['LLaMA', 'attention.output'],
  gate_proj: ['LLaMA', 'mlp.gate'],
  up_proj: ['LLaMA', 'mlp.up'],
  down_proj: ['LLaMA', 'mlp.output'],
  query_key_value: ['BLOOM', 'attention.query-key-value'],
  dense_h_to_4h: ['BLOOM', 'mlp.up'],
  dense_4h_to_h: ['BLOOM', 'mlp.output'],
  W_pack: ['Baichuan', 'attention.query-key-value'],
  c_attn: ['GPT-2', 'attention.query-key-value'],
  c_fc: ['GPT-2', 'mlp.up'],
  qkv_proj: ['MOSS', 'attention.query-key-value'],
};

const fused = 'attention.query-key-value';
const parts = ['attention.query', 'attention.key', 'attention.value'];

/**
 * Two lines for somebody who wrote another family's name of a layer: what it is called in this model, and what to write. Undefined for a name that
 * nobody has, or that names nothing here.
 */
export function explainForeign(target: string, sites: readonly Site[]): string | undefined {
  const [family, role] = foreign[target] ?? [];
  if (role === undefined) return undefined;
  const called = (...roles: readonly string[]) => [
    ...new Set(sites.filter((site) => roles.includes(site.role)).map(({ path }) => path.split('.').at(-1)!)),
  ];
  const [same, whole, pieces] = [called(role), parts.includes(role) ? called(fused) : [], called(...parts)];
  const [names, what] =
    same.length > 0
      ? [same, "this model's is"]
      : whole.length > 0
        ? [whole, "this model's fused projection is"]
        : [role === fused ? pieces : [], "this model's projections are"];
  if (names.length === 0) return undefined;
  return `${target} is ${family}'s name; ${what} ${names.join(', ')}.\n  Write: targetModules: [${names.join(', ')}]`;
}
