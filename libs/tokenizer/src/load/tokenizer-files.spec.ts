import { describe, expect, it } from '@jest/globals';
import { isTokenizerFile } from './tokenizer-files.js';

describe('isTokenizerFile', () => {
  it.each([
    'tokenizer.json',
    'tokenizer_config.json',
    'special_tokens_map.json',
    'added_tokens.json',
    'chat_template.jinja',
    'vocab.json',
    'merges.txt',
    'tokenizer.model',
    'ice_text.model',
    'qwen.tiktoken',
  ])('knows %s', (name) => {
    // prettier-ignore
    expect(isTokenizerFile(name)).toBe(true);
  });

  it.each([
    'config.json',
    'README.md',
    'model.safetensors',
    'generation_config.json',
    'pytorch_model.bin',
    // LLaMA-3 carries its first form in a folder that nobody reads here.
    'original/tokenizer.model',
    'tokenizer/tokenizer.json',
  ])('leaves %s out', (name) => {
    expect(isTokenizerFile(name)).toBe(false);
  });
});
