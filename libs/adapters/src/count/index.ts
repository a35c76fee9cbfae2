export { countParameters, type ParameterCount } from './count-parameters.js';
export { nearestSize, type Size } from './nearest-size.js';
