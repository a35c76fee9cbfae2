import { describeEvaluator } from '@weitiao/conformance';
import { examFile } from '@weitiao/dataset-starter-zh';
import mmcu from './index.js';

describeEvaluator({ title: 'mmcu, controlled', evaluator: () => mmcu({ from: examFile, rows: 3 }) });
describeEvaluator({
  title: 'mmcu, all sets of letters',
  evaluator: () => mmcu({ from: examFile, rows: 3, multipleAnswers: 'combinations' }),
});
describeEvaluator({
  title: 'mmcu, as published',
  evaluator: () => mmcu({ from: examFile, rows: 3, protocol: 'as-published' }),
});
