/** What a well-known `model_type` is that no plugin reads, and why no plugin for a decoder of one stream can. */
const kinds: readonly (readonly [pattern: RegExp, kind: string])[] = [
  [/moe|mixtral|^deepseek_v[234]$|^dbrx$|^jamba$|^gpt_oss$/, 'a mixture of experts'],
  [/^mamba|^rwkv|^falcon_mamba$/, 'a recurrent model'],
  [/^minicpm3$/, 'a decoder with latent attention'],
  [/^(t5|mt5|umt5|bart|mbart|m2m_100|pegasus|nllb)$/, 'an encoder with a decoder'],
  [/^(bert|roberta|xlm-roberta|deberta|deberta-v2|electra|albert)$/, 'an encoder'],
  [/_vl$|_vl_|vision|llava/, 'a model of images and text'],
];

/** A sentence that names the architecture; undefined of one that is not known. */
export function foreignArchitecture(modelType: string): string | undefined {
  const kind = kinds.find(([pattern]) => pattern.test(modelType))?.[1];
  return kind && `It is ${kind}; the plugins here read dense decoders of text.`;
}
