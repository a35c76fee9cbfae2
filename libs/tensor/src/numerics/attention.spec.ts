import { describeNumeric } from './__fixtures__/describe-numeric.js';
import { attention } from './attention.js';

describeNumeric<{ scale?: number }>('attention', ({ query, key, value, bias }, { scale }) =>
  attention({ query: query!, key: key!, value: value!, bias, scale }),
);
