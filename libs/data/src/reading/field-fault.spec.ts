import { expect, it } from '@jest/globals';
import { fieldFault } from './field-fault.js';

it('finds no fault with a text, an empty one included', () => {
  expect(fieldFault({ output: '' }, 'output')).toBeUndefined();
});

it('tells what is there where a field is missing', () => {
  expect(fieldFault({ instruction: 'x', outputs: 'y' }, 'output')).toBe(
    'This row has no field "output". Did you mean "outputs"?\n  It has: instruction, outputs',
  );
  expect(fieldFault({ 问题: 'x', 答复: 'y' }, '回答')).toBe('This row has no field "回答".\n  It has: 问题, 答复');
  expect(fieldFault({ 标准答案: 'x' }, '标准回答')).toMatch(/Did you mean "标准答案"\?/);
  expect(fieldFault({}, 'output')).toBe('This row has no field "output".\n  It has: none');
  expect(fieldFault({}, 'toString')).toMatch(/has no field/);
});

it('shows a value that is no text', () => {
  expect(fieldFault({ output: 12 }, 'output')).toBe('Field "output" is 12; a text was wanted.');
  expect(fieldFault({ output: null }, 'output')).toBe('Field "output" is null; a text was wanted.');
  expect(fieldFault({ output: ['x'.repeat(99)] }, 'output')).toMatch(/is \["x{38}…; a text/);
});
