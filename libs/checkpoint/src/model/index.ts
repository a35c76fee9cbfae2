export { checkVocabulary } from './check-vocabulary.js';
export { loadFrozenWeights, loadWeights } from './load-weights.js';
export { readModelConfig, type ModelConfig } from './model-config.js';
export { saveModel, type SavedModel } from './save-model.js';
