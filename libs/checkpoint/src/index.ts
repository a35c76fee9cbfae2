export * from './adapter/index.js';
export * from './export/index.js';
export * from './files/index.js';
export * from './foreign/index.js';
export * from './model/index.js';
export * from './pytorch/index.js';
export * from './safetensors/index.js';
export * from './resize/index.js';
