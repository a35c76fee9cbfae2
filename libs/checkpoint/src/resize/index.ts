export type { NewRows } from './new-rows.js';
export { resizeModel, type ResizedModel } from './resize-model.js';
