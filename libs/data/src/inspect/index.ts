export { describeExample } from './describe-example.js';
export {
  inspectExamples,
  inspectRows,
  type InspectedRow,
  type InspectedToken,
  type InspectExamplesSpec,
  type VirtualCounts,
} from './inspect-examples.js';
