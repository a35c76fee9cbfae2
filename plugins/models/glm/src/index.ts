export { glm as default } from './glm.js';
