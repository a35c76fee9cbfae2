import { describe, expect, it } from '@jest/globals';
import { torchUniform } from './torch-uniform.js';

// torch.Generator().manual_seed(5); torch.empty(12).uniform_(-1.5, 1.5, generator=…), then 6 of ±0.7
const first = [
  0.9907556176185608, -1.1216672658920288, 1.2224090099334717, 0.9597811102867126, 1.2603102922439575,
  -1.1500643491744995, -1.0068254470825195, 0.7137581706047058, -1.4002060890197754, 1.4825541973114014,
  0.31928569078445435, 0.19371378421783447,
];
const second = [
  -0.5986229181289673, 0.2230745255947113, 0.30100804567337036, 0.11105861514806747, 0.6732977032661438,
  0.21022209525108337,
];

describe("PyTorch's uniform numbers", () => {
  it('come out of the same seed', () => {
    expect([...torchUniform(5, 0, 12, 1.5)]).toEqual(first);
  });
  it('go on behind those that were drawn before', () => {
    expect([...torchUniform(5, 12, 6, 0.7)]).toEqual(second);
  });
  it('are the same beyond one state of the generator', () => {
    // … after 700 draws, 3 of ±0.3
    expect([...torchUniform(5, 700, 3, 0.3)]).toEqual([
      -0.2744428217411041, -0.09993947297334671, -0.14151138067245483,
    ]);
  });
});
