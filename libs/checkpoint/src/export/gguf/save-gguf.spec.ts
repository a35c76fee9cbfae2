import { beforeAll, describe, expect, it } from '@jest/globals';
import { GGMLQuantizationType, gguf, type GGUFParseOutput } from '@huggingface/gguf';
import tensorflow from '@weitiao/backend-tensorflow';
import { dispose } from '@weitiao/tensor';
import { mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../__fixtures__/temporary-folder.js';
import { layout, model, randomTensors, writeTokenizer } from './__fixtures__/small-bloom.js';
import { ggufTypes, type GgufType } from './gguf-type.js';
import { saveGguf } from './save-gguf.js';

const root = temporaryFolder();
const source = join(root, 'source');
const files = new Map<GgufType, GGUFParseOutput>();
const pathOf = (type: GgufType) => join(root, `${type}.gguf`);
let query: Float32Array;

beforeAll(async () => {
  await tensorflow({ threads: 2 }).start();
  mkdirSync(source);
  writeTokenizer(source);
  const weights = randomTensors();
  query = Float32Array.from(weights.get('transformer.h.0.self_attention.query_key_value.weight')!.dataSync());
  for (const type of ggufTypes) {
    await saveGguf(pathOf(type), { source, model, layout, weights, type, beginsText: false, name: 'small' });
    files.set(type, await gguf(pathOf(type), { allowLocalFile: true }));
  }
  dispose([...weights.values()]);
});

/** The bytes of a tensor. */
function bytesOf(type: GgufType, name: string, length: number): Buffer {
  const { tensorInfos, tensorDataOffset } = files.get(type)!;
  const info = tensorInfos.find((each) => each.name === name)!;
  const start = Number(tensorDataOffset + info.offset);
  return readFileSync(pathOf(type)).subarray(start, start + length);
}

describe('saveGguf', () => {
  it('says what llama.cpp asks of a BLOOM', () => {
    expect(files.get('q8_0')!.metadata).toMatchObject({
      version: 3,
      tensor_count: 17n,
      'general.architecture': 'bloom',
      'general.name': 'small',
      'general.file_type': 7,
      'general.quantization_version': 2,
      'bloom.context_length': 2048,
      'bloom.embedding_length': 64,
      'bloom.feed_forward_length': 256,
      'bloom.block_count': 1,
      'bloom.attention.head_count': 2,
      'bloom.attention.head_count_kv': 2,
      'bloom.attention.layer_norm_epsilon': Math.fround(1e-5),
    });
  });

  it('carries the tokenizer: pieces, kinds, merges, special ids, filled up to the rows of the embedding', () => {
    const { metadata } = files.get('f16')!;
    expect(metadata).toMatchObject({
      'tokenizer.ggml.model': 'gpt2',
      'tokenizer.ggml.pre': 'bloom',
      'tokenizer.ggml.tokens': ['<unk>', '</s>', 'a', 'b', 'Ġ', 'ab', 'ä¸', '<user>', '[PAD8]', '[PAD9]'],
      'tokenizer.ggml.token_type': [3, 3, 1, 1, 1, 1, 1, 4, 5, 5],
      'tokenizer.ggml.merges': ['a b', 'ä ¸'],
      'tokenizer.ggml.eos_token_id': 1,
      'tokenizer.ggml.unknown_token_id': 0,
      'tokenizer.ggml.add_bos_token': false,
      'tokenizer.chat_template': '{{ messages }}',
    });
    expect(metadata).not.toHaveProperty(['tokenizer.ggml.bos_token_id']);
  });

  it('names every weight, the innermost dimension first', () => {
    const infos = files.get('f32')!.tensorInfos;
    const layer = ['attn_norm', 'attn_qkv', 'attn_output', 'ffn_norm', 'ffn_up', 'ffn_down'].map(
      (name) => `blk.0.${name}`,
    );
    const both = ['token_embd_norm', ...layer, 'output_norm'].flatMap((name) => [`${name}.weight`, `${name}.bias`]);
    expect(infos.map(({ name }) => name).sort()).toEqual(['token_embd.weight', ...both].sort());
    expect(infos.find(({ name }) => name === 'blk.0.ffn_up.weight')!.shape).toEqual([64n, 256n]);
  });

  it('stores matrices in the type that was asked for, and vectors as they are', () => {
    const types = { f32: 'F32', f16: 'F16', bf16: 'BF16', q8_0: 'Q8_0' } as const;
    for (const type of ggufTypes) {
      const { tensorInfos } = files.get(type)!;
      const wanted = ({ shape }: { shape: bigint[] }) => GGMLQuantizationType[shape.length > 1 ? types[type] : 'F32'];
      expect(tensorInfos.map(({ dtype }) => dtype)).toEqual(tensorInfos.map(wanted));
    }
  });

  it('puts all queries before all keys before all values', () => {
    const stored = new Float32Array(Uint8Array.from(bytesOf('f32', 'blk.0.attn_qkv.weight', 4 * 192 * 64)).buffer);
    const row = (values: Float32Array, at: number) => [...values.subarray(64 * at, 64 * (at + 1))];
    // The second head's first key: rows 32 of a head's 96, after both heads' 64 queries and the first head's 32 keys.
    expect(row(stored, 64 + 32)).toEqual(row(query, 96 + 32));
    expect(row(stored, 0)).toEqual(row(query, 0));
    expect(row(stored, 191)).toEqual(row(query, 191));
  });

  it('q8_0 is within half a step of every number', () => {
    const stored = bytesOf('q8_0', 'blk.0.attn_qkv.weight', 34);
    const numbers = new Int8Array(Uint8Array.from(stored.subarray(2)).buffer);
    const largest = Math.max(...[...query.subarray(0, 32)].map(Math.abs));
    const step = largest / 127;
    numbers.forEach((number, at) => expect(Math.abs(number * step - query[at]!)).toBeLessThanOrEqual(0.5001 * step));
    expect(Math.max(...[...numbers].map(Math.abs))).toBe(127);
  });

  it('takes the bytes that its type says', () => {
    const [f32, f16, bf16, q8] = ggufTypes.map((type) => statSync(pathOf(type)).size);
    expect(f16).toBe(bf16);
    expect(f16!).toBeLessThan(0.55 * f32!);
    expect(q8!).toBeLessThan(0.6 * f16!);
  });

  it.each([
    ['of another kind', { model: { type: 'Unigram', vocab: [] } }, 'it is no byte-level BPE tokenizer'],
    [
      'that cuts otherwise',
      { regex: '\\d' },
      'its pre-tokenizer cuts texts by ["\\\\d"]; llama.cpp\'s "bloom" cuts by',
    ],
    ['with more ids than rows', { model: { type: 'BPE', vocab: { a: 10 }, merges: [] } }, 'token "a" has the id 10; the model has the ids 0 to 9'], // prettier-ignore
  ])('refuses a tokenizer %s, and writes nothing', async (_name, changes, reason) => {
    const other = join(root, 'other');
    mkdirSync(other, { recursive: true });
    writeTokenizer(other, changes);
    const weights = randomTensors();
    const file = join(root, 'not.gguf');
    await expect(saveGguf(file, { source: other, model, layout, weights, beginsText: false })).rejects.toThrow(reason);
    expect(readdirSync(root).filter((name) => name.includes('not'))).toEqual([]);
    dispose([...weights.values()]);
  });
});
