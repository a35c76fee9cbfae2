import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { scoreOf } from './index.js';

it.each([
  ['得分: 0.8', 0.8],
  ['得分：1', 1],
  ['得分:0\n理由：答非所问。', 0],
  ['得分 0.75，回答正确。', 0.75],
  ['得分为0.9。', 0.9],
  ['**得分**: **0.6**', 0.6],
  ['"得分:" 0.5', 0.5],
  ['得分：１．０', 1],
  ['得分：1.0分', 1],
  ['得分: 0.8/1', 0.8],
  ['得分: 1/1.0', 1],
  ['得分: 1.2', 1],
  ['理由：很好。\n得分: 0.7。因此得分: 0.9', 0.7],
  ['得分: 1。', 1],
  ['得分: 0.8. 理由', 0.8],
])('%j gives %d', (verdict, score) => {
  expect(scoreOf(verdict)).toBe(score);
});

it.each([
  '',
  '很好',
  '得分: 很高',
  '得分: 85',
  '得分: 10/10',
  '得分: 1/10',
  '得分: 0-1之间',
  '得分: 1%',
  '得分: -1',
  '0.8',
  '得分: 0.8.5',
])('%j gives none', (verdict) => {
  expect(scoreOf(verdict)).toBeNull();
});

it('reads every score in its form, whatever stands around it', () => {
  const text = fc.string({ unit: fc.constantFrom('好', '。', '\n', '，', 'a', '分') });
  fc.assert(
    fc.property(text, text, fc.integer({ min: 0, max: 100 }), (before, after, hundredths) => {
      expect(scoreOf(`${before}得分: ${hundredths / 100}${after}`)).toBe(hundredths / 100);
    }),
  );
});
