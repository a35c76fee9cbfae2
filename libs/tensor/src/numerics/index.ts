export { affine } from './affine.js';
export { alibiSlopes } from './alibi-slopes.js';
export { attention, type AttentionInputs } from './attention.js';
export { crossEntropy, type CrossEntropyOptions } from './cross-entropy.js';
export { orthogonalTriangular, singularValues } from './decompositions.js';
export { dropoutMask } from './dropout-mask.js';
export { gatherRows } from './gather-rows.js';
export { geluErf } from './gelu-erf.js';
export { geluTanh } from './gelu-tanh.js';
export { inverse } from './inverse.js';
export { layerNorm } from './layer-norm.js';
export { recompute } from './recompute.js';
export { rmsNorm } from './rms-norm.js';
export {
  rotary,
  rotary2d,
  rotaryAngles,
  rotaryFrequencies,
  rotaryTables,
  type RotaryForm,
  type RotaryTables,
} from './rotary.js';
export { silu } from './silu.js';
