export { philoxDoubles, philoxNormal, philoxUniform } from './philox.js';
export { randomKey, type RandomKey } from './random-key.js';
export { shuffled } from './shuffled.js';
