export { ggufTypes, type GgufType } from './gguf/gguf-type.js';
export { saveGguf, type SavedGguf } from './gguf/save-gguf.js';
