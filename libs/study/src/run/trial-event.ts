import type { EngineInfo } from '@weitiao/core';
import type { PreparationReport } from '@weitiao/data';
import type { EvaluationEvent } from '@weitiao/evaluation';
import type { TrainingEvent } from '@weitiao/training';

/** What happens while a trial runs: what training tells, and what stands around it. */
export type TrialEvent =
  | TrainingEvent
  | { readonly type: 'already-done' }
  | ({ readonly type: 'engine-started' } & EngineInfo)
  | { readonly type: 'attempt-begun'; readonly attempt: number }
  | { readonly type: 'model-loaded'; readonly parameters: number; readonly trainedParameters: number }
  | { readonly type: 'data-prepared'; readonly totalSteps: number; readonly report: PreparationReport }
  /** `name`: of the benchmark in the trial. */
  | ({ readonly name: string } & EvaluationEvent)
  | { readonly type: 'warning'; readonly message: string }
  | { readonly type: 'output-saved'; readonly folder: string };
