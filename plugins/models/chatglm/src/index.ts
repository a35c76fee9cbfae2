export { chatglm as default } from './chatglm.js';
