import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { strictLetter } from './index.js';

it.each([
  ['A', 'A'],
  ['B. 前庭大腺', 'B'],
  [' Ｃ。', 'C'],
  ['D选项', 'D'],
  ['答案是：B', 'B'],
  ['正确答案为 C，因为A和B都不对。', 'C'],
  ['答案：选项D', 'D'],
  ['我认为应该选择A。', 'A'],
  ['经过分析，C选项正确，其余错误。', 'C'],
  ['根据题意，B是正确的', 'B'],
  ['这里只提到B一个选项', 'B'],
  ['不是A，而是C', 'C'],
])('reads %j as %s', (reply, letter) => {
  expect(strictLetter(reply)).toBe(letter);
});

it.each([
  '',
  '不知道',
  'A、B',
  'A和C都对',
  '答案是A，也可以说答案是B',
  '可能是A，可能是B',
  'Apple',
  'DNA与ATP',
  '不选A',
  '答案不是A',
  'E',
  'abcd',
])('does not guess at %j', (reply) => {
  expect(strictLetter(reply)).toBeUndefined();
});

it('never gives a letter that the reply has not', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('A', 'B', 'C', 'D', '答案', '是', '选', '不', '：', '正确', '和', ' ')),
      (parts) => {
        const reply = parts.join('');
        const letter = strictLetter(reply);
        expect(letter === undefined || reply.includes(letter)).toBe(true);
      },
    ),
  );
});
