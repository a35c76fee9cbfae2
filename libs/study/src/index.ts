export { LoadedBase } from './base/loaded-base.js';
export { methodsFor, openAdapter, openModel, type OpenModelOptions } from './base/open-model.js';
export { SourceText } from './config/source-text.js';
export { templateOf, trainOptions, type TrainOptions, type TrainOptionsInput } from './config/train-options.js';
export { parseTrial } from './config/parse-trial.js';
export { defineStudy, studyName } from './config/parse-study.js';
export type { StudyInput, StudyOptions } from './config/study-file.js';
export { studySchema } from './config/study-schema.js';
export { trialOptions, type TrialOptions } from './config/trial-file.js';
export { configuredEngines, describeEngine, startEngine, type EngineChoice } from './engine/start-engine.js';
export { readManifest, type Manifest } from './manifest/manifest.js';
export { packageFingerprints } from './manifest/package-fingerprints.js';
export { checkTrainOptions } from './plan/check-train-options.js';
export { openTrialData, type TrialData } from './plan/open-trial-data.js';
export { prefetch, type Prefetched } from './plan/prefetch.js';
export { planStudy } from './plan/plan-study.js';
export type { PlannedSearch, PlannedTrial, PlannedTry } from './plan/search.js';
export { triesOf, type StudyPlan } from './plan/study-plan.js';
export { planTrial } from './plan/plan-trial.js';
export { identityOfBase } from './plan/hash-contents.js';
export { FencedError, InterruptedError } from './run/errors.js';
export { runTrial, servicesToken, type RunTrialOptions } from './run/run-trial.js';
export type { TrialEvent } from './run/trial-event.js';
export type { TrialResult } from './run/trial-result.js';
export { kindOfOutput, saveTuned } from './stages/save-tuned.js';
export { trainTuned, type TrainTunedSpec } from './stages/train-tuned.js';
export { TrainingData, type TrainingDataSpec } from './stages/training-data.js';
export { Tuned } from './stages/tuned.js';
export {
  ModelSubject,
  type DescribedAdapter,
  type GenerateOptions,
  type ModelSubjectSpec,
} from './subject/model-subject.js';
export type * from './results/study-results.js';
export type { TrialEnd } from './launch/end-of-trial.js';
export { exitCodeOf, runStudy, type RunStudyOptions, type StudyEvent } from './launch/run-study.js';
export { StudyFolder } from './launch/study-folder.js';
export type { StudyLock } from './launch/study-lock.js';
export type { TriedRate } from './launch/tried-rates.js';
export { readResults } from './results/read-results.js';
export { renderReport, writeReport } from './results/write-report.js';
export type { WrittenReport } from './report/render-report.js';
export { compareRuns, type ComparedFile } from './results/compare-runs.js';
