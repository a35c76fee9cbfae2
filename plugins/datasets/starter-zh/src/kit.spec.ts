import { describeInstructionSource } from '@weitiao/conformance';
import starterZh from './index.js';

describeInstructionSource({ title: 'starter-zh', source: () => starterZh({}), count: 330 });
describeInstructionSource({
  title: 'starter-zh, two categories',
  source: () => starterZh({ categories: ['math', 'extract'], rows: 50 }),
  count: 50,
});
