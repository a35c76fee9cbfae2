export { countParameters, type ParameterCount } from './count-parameters.js';
