import { describePeftMethod } from '@weitiao/conformance';
import full from './index.js';

describePeftMethod({
  plugin: full,
  options: {},
  trainable: (model) =>
    [...model.weights.values()].reduce((sum, shape) => sum + shape.reduce((size, length) => size * length, 1), 0),
});
