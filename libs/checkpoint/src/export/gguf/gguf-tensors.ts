import { StudyError, type BaseModel, type GgufLayout, type LinearSite, type Site } from '@weitiao/core';
import { reshape, scope, transpose, widened, type Stored } from '@weitiao/tensor';
import { storedType, type GgufType } from './gguf-type.js';
import type { GgufTensor } from './write-gguf.js';

/** Role of a linear layer or an embedding → its name in the file; in a layer `blk.<layer>.` stands before it. */
const namesOfRoles: Readonly<Record<string, string>> = {
  embedding: 'token_embd',
  head: 'output',
  'attention.query-key-value': 'attn_qkv',
  'attention.query': 'attn_q',
  'attention.key': 'attn_k',
  'attention.value': 'attn_v',
  'attention.output': 'attn_output',
  'mlp.gate': 'ffn_gate',
  'mlp.up': 'ffn_up',
  'mlp.output': 'ffn_down',
};

/**
 * The weights of a model as a GGUF file has them, in the model's order: under other names, rows in another order, Conv1D turned.
 * @throws StudyError when the model has a weight that the file has no name for
 */
export function ggufTensors(
  model: BaseModel,
  layout: GgufLayout,
  weights: ReadonlyMap<string, Stored>,
  type: GgufType,
): GgufTensor[] {
  const sites = new Map(model.sites.filter(({ kind }) => kind !== 'sublayer').map((site) => [site.path, site]));
  return [...model.weights].map(([weight, shape]) => {
    const end = weight.lastIndexOf('.');
    const [path, leaf] = [weight.slice(0, end), weight.slice(end + 1)];
    const site = sites.get(path);
    const name = `${nameOf(path, site, layout)}.${leaf}`;
    const turned = site !== undefined && isConv1d(site) && shape.length === 2;
    const stored = turned ? [...shape].reverse() : shape;
    const values = () => valuesOf(weights.get(weight)!, stored, turned, site && layout.rows?.[site.role]);
    return { name, shape: stored, type: storedType(type, name, stored), values };
  });
}

const isConv1d = (site: Site): boolean => site.kind === 'linear' && (site as LinearSite).rows === 'input';

function nameOf(path: string, site: Site | undefined, { architecture, modules }: GgufLayout): string {
  const parts = path.split('.');
  const layer = parts.find((part) => /^\d+$/.test(part));
  const name = modules[parts.at(-1)!] ?? (site && namesOfRoles[site.role]);
  if (name !== undefined) return layer === undefined ? name : `blk.${layer}.${name}`;
  const role = site ? `, whose role is ${site.role}` : '';
  throw new StudyError(`A GGUF file of the architecture ${architecture} has no name for ${path}${role}.`);
}

async function valuesOf(
  tensor: Stored,
  shape: readonly number[],
  turned: boolean,
  rows: { readonly split: readonly number[]; readonly order: readonly number[] } | undefined,
): Promise<Float32Array> {
  if (!turned && !rows) return (await tensor.data()) as Float32Array;
  const arranged = scope(() => {
    const straight = turned ? transpose(widened(tensor)) : widened(tensor);
    if (!rows) return straight;
    const split = reshape(straight, [...rows.split, ...shape.slice(1)]);
    const rest = shape.slice(1).map((_, index) => rows.split.length + index);
    return reshape(transpose(split, [...rows.order, ...rest]), [...shape]);
  });
  const values = (await arranged.data()) as Float32Array;
  arranged.dispose();
  return values;
}
