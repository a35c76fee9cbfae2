export { engineInfo, engineProblems, type InstalledEngine } from './engine-info.js';
export { installEngine, type InstallOptions } from './install-engine.js';
export { default } from './tensorflow.js';
