export { examFile, starterZh as default } from './starter-zh.js';
