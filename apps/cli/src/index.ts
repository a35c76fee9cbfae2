export { progressBar, type Running, type TrainingEvent } from '@weitiao/training';
export { compare, evaluate, type Scores } from '@weitiao/evaluation';
export { defineStudy, type StudyEvent, type StudyInput } from '@weitiao/study';
export { generate, score, type Prompt } from './program/ask.js';
export { attach } from './program/attach.js';
export { load, type LoadOptions } from './program/load.js';
export type { GenerateOptions, Loaded } from './program/loaded.js';
export { runStudy, type RunStudyOptions, type StudyRun } from './program/run-study.js';
export { train, type TrainSpec, type Tuned } from './program/train.js';
