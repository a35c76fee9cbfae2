export { definePlugin, type Component, type Kind, type Plugin } from './component.js';
export { componentKey, componentOption } from './component-option.js';
export * from './evaluator.js';
export * from './instruction-source.js';
export { defineJudge, type AnswerToMark, type Judge, type Marking } from './judge.js';
export { defineModel, modelOptions, type ModelSource } from './model-source.js';
export { definePeftMethod, type PeftFile, type PeftMethod } from './peft-method.js';
export type * from './services.js';
export { defineBackend, type EngineInfo, type TensorBackend } from './tensor-backend.js';
