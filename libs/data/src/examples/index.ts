export { BlockStore } from './block-store.js';
export { ExampleStore } from './example-store.js';
export type { DocumentView } from './cut-blocks.js';
export { ExampleSubset } from './example-subset.js';
export type { Example, ExampleLengths, Examples } from './examples.js';
export { describeReport, type PreparationReport } from './preparation-report.js';
export { prepareBlocks, type PrepareBlocksSpec } from './prepare-blocks.js';
export { prepareExamples, type PreparedExamples, type PrepareExamplesSpec } from './prepare-examples.js';
export { splitHeldOut, type HeldOutSize } from './split-held-out.js';
