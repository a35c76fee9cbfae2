export { readTensorHeader } from './read-tensor-header.js';
export { readTorchHeader } from './read-torch-header.js';
