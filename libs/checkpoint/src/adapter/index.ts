export { readAdapterConfig, type AdapterConfig } from './adapter-config.js';
export { chooseMethod, type MethodPlugin } from './choose-method.js';
export { loadAdapter, type LoadedAdapter } from './load-adapter.js';
export { readTrainingTemplate, type TrainingTemplate } from './training-template.js';
export { saveAdapter, type SavedAdapter } from './save-adapter.js';
