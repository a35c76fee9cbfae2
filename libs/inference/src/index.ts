export type { Answer } from './generation/answer-row.js';
export { generateTokens, type GenerationSpec } from './generation/generate-tokens.js';
export type { TunedModel } from './reading/tuned-model.js';
export { samplingOptions, type Sampling, type SamplingInput } from './sampling/sampling-options.js';
export type { Question } from './scoring/question.js';
export { scoreCompletions, type CompletionScoringSpec } from './scoring/score-completions.js';
export { scoreTokens, type ScoredSequence, type TokenScoringSpec } from './scoring/score-tokens.js';
export type { ScoringSpec } from './scoring/scoring-spec.js';
