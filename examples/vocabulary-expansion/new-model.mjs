import { mkdirSync, writeFileSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { philoxNormal, randomKey } from '@weitiao/tensor';

const [width, inner, layers, heads, deviation] = [128, 344, 4, 4, 0.02];

/** Writes a LLaMA of random weights, as transformers would begin it. @param {string} folder @param {string} tokenizer a model file @param {number} vocabulary */
export function newModel(folder, tokenizer, vocabulary) {
  mkdirSync(folder, { recursive: true });
  copyFileSync(tokenizer, join(folder, 'tokenizer.model'));
  const settings = {
    tokenizer_class: 'LlamaTokenizer',
    bos_token: '<s>',
    eos_token: '</s>',
    unk_token: '<unk>',
    add_bos_token: true,
    add_eos_token: false,
    legacy: true,
  };
  write(folder, 'tokenizer_config.json', settings);
  write(folder, 'config.json', {
    architectures: ['LlamaForCausalLM'],
    ...{
      model_type: 'llama',
      vocab_size: vocabulary,
      hidden_size: width,
      intermediate_size: inner,
      num_hidden_layers: layers,
    },
    ...{
      num_attention_heads: heads,
      num_key_value_heads: heads,
      max_position_embeddings: 1024,
      rms_norm_eps: 1e-6,
      rope_theta: 10000,
    },
    ...{
      hidden_act: 'silu',
      tie_word_embeddings: false,
      initializer_range: deviation,
      bos_token_id: 1,
      eos_token_id: 2,
      torch_dtype: 'float32',
    },
  });
  writeFileSync(join(folder, 'model.safetensors'), safetensors(weights(vocabulary)));
}

/** @param {string} folder @param {string} name @param {object} content */
const write = (folder, name, content) => writeFileSync(join(folder, name), `${JSON.stringify(content, null, 2)}\n`);

/** @param {number} vocabulary @returns {[name: string, shape: number[]][]} */
function weights(vocabulary) {
  const layer = (/** @type {number} */ at) => {
    const path = `model.layers.${at}`;
    const square = ['q_proj', 'k_proj', 'v_proj', 'o_proj'].map((name) => [
      `${path}.self_attn.${name}.weight`,
      [width, width],
    ]);
    return [
      ...square,
      [`${path}.mlp.gate_proj.weight`, [inner, width]],
      [`${path}.mlp.up_proj.weight`, [inner, width]],
      [`${path}.mlp.down_proj.weight`, [width, inner]],
      [`${path}.input_layernorm.weight`, [width]],
      [`${path}.post_attention_layernorm.weight`, [width]],
    ];
  };
  const all = [
    ['model.embed_tokens.weight', [vocabulary, width]],
    ...Array.from({ length: layers }, (_, at) => layer(at)).flat(),
    ['model.norm.weight', [width]],
    ['lm_head.weight', [vocabulary, width]],
  ];
  return /** @type {never} */ (all);
}

/** @param {[name: string, shape: number[]][]} described */
function safetensors(described) {
  let end = 0;
  /** @type {Buffer[]} */
  const parts = [];
  const header = Object.fromEntries(
    described.map(([name, shape]) => {
      const size = shape.reduce((product, length) => product * length, 1);
      const values =
        shape.length === 1
          ? new Float32Array(size).fill(1)
          : philoxNormal(size, randomKey(1, 'new', name)).map((draw) => deviation * draw);
      parts.push(Buffer.from(values.buffer));
      return [name, { dtype: 'F32', shape, data_offsets: [end, (end += 4 * size)] }];
    }),
  );
  const json = Buffer.from(JSON.stringify({ __metadata__: { format: 'pt' }, ...header }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, ...parts]);
}
