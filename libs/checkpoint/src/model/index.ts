export { checkVocabulary } from './check-vocabulary.js';
export { loadFrozenWeights, loadWeights } from './load-weights.js';
export { readModelConfig, type ModelConfig } from './model-config.js';
export { saveModel, type SavedModel } from './save-model.js';
export { checkedWeights } from './checked-weights.js';
export { storedTensors, storedTensorsIn, type Stored } from './stored-tensors.js';
export { weightFileNames } from './weight-files.js';
export { inFolder, type WeightPlace } from './weight-place.js';
