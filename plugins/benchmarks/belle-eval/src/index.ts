export { belleEval as default } from './belle-eval.js';
export { scoreOf } from './score-of.js';
