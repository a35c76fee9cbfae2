import { chatTokens } from './folder-with-tokens.js';
import { fixture, type FileContent } from './model-folders.js';

export interface TokenizerKind {
  readonly kind: string;
  readonly files: Readonly<Record<string, FileContent>>;
  /** Names of the templates whose tokens it has, where it has not those of all. */
  readonly own?: readonly string[];
  /** Chat templates that its folder may have; absent: any. */
  readonly chats?: readonly string[];
}

/** Every token that a template writes, from this id on, and some of the family's before them. */
const added = (from: number, ...first: string[]) => ({
  added_tokens_decoder: Object.fromEntries(
    [...first, ...chatTokens.filter((token) => !first.includes(token))].map((content, index) => [from + index, { content, special: true }]), // prettier-ignore
  ),
});

const llama = { tokenizer_class: 'LlamaTokenizer', bos_token: '<s>', eos_token: '</s>', unk_token: '<unk>' };
const ranks = fixture('ranks.tiktoken');
const withoutTokens = ['alpaca', 'alpaca-zh', 'none', 'llama2', 'vicuna', 'chinese-alpaca', 'belle'];

/** Each way of cutting text that model folders have, beside BLOOM's, with the small vocabularies of the fixtures. */
export const tokenizerKinds: readonly TokenizerKind[] = [
  {
    kind: 'sentencepiece BPE, LLaMA',
    files: { 'tokenizer.model': fixture('bpe.model'), 'tokenizer_config.json': { ...llama, ...added(600) } },
  },
  {
    kind: 'sentencepiece BPE, LLaMA, not legacy',
    files: {
      'tokenizer.model': fixture('bpe.model'),
      'tokenizer_config.json': { ...llama, legacy: false, ...added(600) },
    },
  },
  {
    kind: 'sentencepiece unigram',
    files: { 'tokenizer.model': fixture('unigram.model'), 'tokenizer_config.json': { ...llama, ...added(9000) } },
  },
  {
    kind: 'tiktoken, LLaMA 3',
    files: {
      'tokenizer.model': ranks,
      'tokenizer_config.json': {
        ...{ tokenizer_class: 'LlamaTokenizer', bos_token: '<|begin_of_text|>', eos_token: '<|end_of_text|>' },
        ...added(520, '<|begin_of_text|>', '<|end_of_text|>', '<s>', '</s>'),
      },
    },
  },
  {
    kind: 'tiktoken, GLM-4',
    files: {
      'tokenizer.model': ranks,
      'tokenizer_config.json': {
        ...{ tokenizer_class: 'ChatGLM4Tokenizer', bos_token: '<s>', eos_token: '<|endoftext|>' },
        ...added(520, '<|endoftext|>', '<s>', '</s>'),
      },
    },
  },
  {
    kind: 'tiktoken, Qwen',
    files: { 'qwen.tiktoken': ranks, 'tokenizer_config.json': { tokenizer_class: 'QWenTokenizer' } },
    own: [...withoutTokens.filter((name) => name !== 'llama2'), 'chatml'],
    chats: ['chatml', 'marked', 'thinking', 'yi'],
  },
  {
    kind: 'vocab.json with merges, GPT-2',
    files: {
      'vocab.json': fixture('vocab.json'),
      'merges.txt': fixture('merges.txt'),
      'tokenizer_config.json': {
        ...{ tokenizer_class: 'GPT2Tokenizer', bos_token: '<s>', eos_token: '</s>' },
        ...added(600, '<s>', '</s>'),
      },
    },
  },
  {
    kind: 'ChatGLM-6B',
    files: {
      'ice_text.model': fixture('ice_text.model'),
      'config.json': { model_type: 'chatglm', vocab_size: 150_528 },
    },
    own: [...withoutTokens, 'chatglm'],
    chats: [],
  },
  {
    kind: 'ChatGLM 2 and 3',
    files: { 'tokenizer.model': fixture('bpe.model'), 'tokenizer_config.json': { tokenizer_class: 'ChatGLMTokenizer' } }, // prettier-ignore
    own: [...withoutTokens, 'chatglm2', 'chatglm3'],
    chats: ['glm3'],
  },
];
