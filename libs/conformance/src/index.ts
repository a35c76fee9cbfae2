export {
  attach,
  logitsOf,
  lossAndGradients,
  segment,
  withPass,
  type Bench,
  type Rows,
  type Training,
} from './bench/bench.js';
export { cachedLogits } from './bench/cached-logits.js';
export { gradientStep } from './bench/gradient-step.js';
export { inTemporaryFolder } from './bench/temporary-folder.js';
export { BenchmarkFiles, promptOf } from './evaluator/benchmark-files.js';
export { describeEvaluator, evaluatorChecks, type EvaluatorKit } from './evaluator/describe-evaluator.js';
export { guesser } from './evaluator/guesser.js';
export { randomWeights } from './fakes/random-weights.js';
export { tinyLowRank, tinyPrefix, tinyPrompt } from './fakes/tiny-methods.js';
export { tinyFusedModel, tinySplitModel } from './fakes/tiny-models.js';
export { assert, assertClose, assertDifferent, relativeDifference } from './kit/assertions.js';
export type { Check, Skips } from './kit/check.js';
export { describeAdapterFolders, type AdapterFolders } from './method/describe-adapter-folders.js';
export { describePeftMethod, methodChecks, type MethodKit } from './method/describe-peft-method.js';
export { refusalOf } from './method/refusal-of.js';
export { describeBaseModel, modelChecks } from './model/describe-base-model.js';
export { describeShapes } from './model/describe-shapes.js';
export { describeParity, type ParitySubject } from './model/describe-parity.js';
export { describeInstructionSource, describeTextSource, type SourceKit } from './source/describe-instruction-source.js';
export { sourceChecks } from './source/source-checks.js';
