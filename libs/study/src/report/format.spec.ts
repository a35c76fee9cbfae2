import { describe, expect, it } from '@jest/globals';
import { bytes, duration, points, probability, rate, score, signed } from './format.js';

describe('rate and bytes', () => {
  it('are short', () => {
    expect([0, 1e-5, 2.5e-4, 0.001, 0.02, 1e30].map(rate)).toEqual(['0', '1e-5', '2.5e-4', '0.001', '0.02', '1e+30']);
    expect([0, 812, 35_210, 134_912, 28_300_000, 1.4e9, 2e12].map(bytes)).toEqual([
      '0 B',
      '812 B',
      '35.2 kB',
      '135 kB',
      '28.3 MB',
      '1.4 GB',
      '2000 GB',
    ]);
  });
});

describe('numbers', () => {
  it('have one decimal in points of 100, with a real minus and no minus zero', () => {
    expect([points(0.2789), points(-0.003), signed(0.0004), signed(-0.0004), signed(0.028), signed(-0.028)]).toEqual([
      '27.9',
      '−0.3',
      '0.0',
      '0.0',
      '+2.8',
      '−2.8',
    ]);
  });

  it('have ± where both sides of the interval are alike, else its ends', () => {
    expect(score({ mean: 0.251, interval: { low: 0.235, high: 0.267 } })).toBe('25.1 ±1.6');
    expect(score({ mean: 0, interval: { low: 0, high: 0.278 } })).toBe('0.0 [0.0, 27.8]');
    expect(score({ mean: 0.5, interval: null })).toBe('50.0 (no interval)');
    expect(score({ mean: null, interval: null })).toBe('–');
  });

  it('of probabilities never are 0', () => {
    expect([0.016, 0.0001, 1, 0.9999, 0.05, null].map(probability)).toEqual(['.016', '<.001', '1', '1', '.050', '–']);
  });

  it('of seconds read as time', () => {
    expect([1.25, 43, 89, 3599, 7260].map(duration)).toEqual(['1.3 s', '43 s', '1 min', '1 h 0 min', '2 h 1 min']);
  });
});
