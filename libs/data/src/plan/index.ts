export type { Budget } from './budget.js';
export type { StepSize } from './epoch-order.js';
export { microBatches, type MicroBatch, type MicroBatchSpec } from './micro-batches.js';
export { packRows } from './pack-rows.js';
export { planSteps, type PlanStepsSpec } from './plan-steps.js';
export { StepPlan } from './step-plan.js';
