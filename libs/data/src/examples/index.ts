export { ExampleStore } from './example-store.js';
export { ExampleSubset } from './example-subset.js';
export type { Example, ExampleLengths, Examples } from './examples.js';
export { describeReport, type PreparationReport } from './preparation-report.js';
export { prepareExamples, type PreparedExamples, type PrepareExamplesSpec } from './prepare-examples.js';
export { splitHeldOut, type HeldOutSize } from './split-held-out.js';
