export { canonicalJson } from './canonical-json.js';
export { choiceLetters, gradeLikeliest } from './choices.js';
export { explainForeign } from './foreign-names.js';
export { baseWeight, kaimingUniform, normal, ones, parameter, zeros } from './parameter.js';
export { linears, linearsByRole, type Targets } from './sites.js';
export { tap, virtualTokens } from './tap.js';
export { tiedHead, tiedHeadOf } from './tied-head.js';
