import { describe, expect, it } from '@jest/globals';
import { cellsOf } from './kit-cells.js';

const test = (shape: string, title: string, status: 'passed' | 'failed' | 'pending' = 'passed') => ({
  ...{ title, status },
  ancestorTitles: ['with a projection', `method prefix-tuning on a ${shape} model`],
});
const both = (title: string, status?: 'failed' | 'pending') => [test('fused', title, status), test('split', title)];

describe('what Jest says of a package becomes two cells', () => {
  it('ok where every check holds', () => {
    expect(cellsOf([...both('attach is pure'), ...both('gradient = finite differences')])).toEqual({
      kit: { state: 'ok' },
      gradient: { state: 'ok' },
    });
  });

  it('the gradient check has a cell of its own', () => {
    const { kit, gradient } = cellsOf([...both('attach is pure'), ...both('gradient = finite differences', 'failed')]);
    expect([kit.state, gradient.state]).toEqual(['ok', 'wrong']);
  });

  it('a check that fails is named', () => {
    const { kit, gradient } = cellsOf([...both('attach is pure', 'failed'), ...both('gradient = finite differences')]);
    expect(kit).toMatchObject({ state: 'wrong', note: expect.stringMatching(/1 .*"attach is pure" .*fused/) });
    expect(gradient.state).toBe('ok');
  });

  it('a skipped gradient check tells its reason', () => {
    const skipped = (shape: string) => test(shape, 'gradient = finite differences (peft detaches a norm)', 'pending');
    const { gradient } = cellsOf([...both('attach is pure'), skipped('fused'), skipped('split')]);
    expect(gradient).toEqual({ state: 'none', note: 'peft detaches a norm' });
  });

  it('a kit on one model alone, or none, is wrong', () => {
    expect(cellsOf([test('fused', 'attach is pure')]).kit.state).toBe('wrong');
    expect(cellsOf([]).gradient.state).toBe('wrong');
  });
});
