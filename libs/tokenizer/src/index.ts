export { encodeDocument } from './encode-document.js';
export {
  encodeExample,
  UNTRAINED,
  type DroppedExample,
  type EncodedExample,
  type EncodeExampleOptions,
} from './encode-example.js';
export { encodePrompt } from './encode-prompt.js';
export { modelfile, type ModelfileOptions } from './export/modelfile.js';
export { isWritableForOllama, ollamaTemplate } from './export/ollama-template.js';
export { loadTokenizer, openTokenizer } from './load-tokenizer.js';
export { isTokenizerFile } from './load/tokenizer-files.js';
export type { OpenedTokenizer } from './load/opened-tokenizer.js';
export * from './expansion/index.js';
export * from './sentencepiece/index.js';
export * from './templates/index.js';
export { checkTemplateName, openTemplate, templateLabel, type TemplateReference } from './templates/open-template.js';
export { stopIds } from './stop-ids.js';
export type { EncodeOptions, SpecialToken, Tokenizer } from './tokenizer.js';
export * from './training/index.js';
