import { describe, expect, it } from '@jest/globals';
import { armsOf } from '../arms/arm.js';
import { syntheticStudy } from '../__fixtures__/synthetic-study.js';
import { characterOf, colourOf, symbolOf } from './arm-marks.js';
import { heldOutCurve, trainingCurve } from './curve-points.js';
import { intervalPlot } from './interval-plot.js';
import { fitted, labelWidth, marginFor } from './label-width.js';

const [arm] = armsOf(syntheticStudy(1).trials);

describe('loss curves', () => {
  const curve = Array.from({ length: 400 }, (_, step) =>
    step % 100 === 99 ? { step, loss: step, heldOut: 1 } : { step, loss: step },
  );

  it('of short runs stand as they are', () => {
    expect(trainingCurve(curve.slice(0, 3))).toEqual([0, 1, 2].map((step) => ({ step, loss: step })));
  });

  it('of long runs are means of steps that follow one another, the last of what is left', () => {
    const points = trainingCurve(curve);
    expect(points).toHaveLength(134);
    expect([points[0], points.at(-1)]).toEqual([
      { step: 1, loss: 1 },
      { step: 399, loss: 399 },
    ]);
  });

  it('on held-out data have the steps that were measured', () => {
    expect(heldOutCurve(curve).map(({ step }) => step)).toEqual([99, 199, 299, 399]);
  });
});

describe('labels', () => {
  it('reckon Chinese characters wider, and are cut to their margin', () => {
    expect(labelWidth('医学')).toBeGreaterThan(labelWidth('ab'));
    expect(marginFor(['a', '一个很长很长很长的名字'], 120)).toBe(120);
    expect(fitted('医学', 120)).toBe('医学');
    const cut = fitted('一个很长很长很长的名字', 120);
    expect(cut.endsWith('…')).toBe(true);
    expect(labelWidth(cut)).toBeLessThanOrEqual(120 - 16);
  });
});

describe('arms', () => {
  it('differ in colour or symbol from all others of a large study', () => {
    const marks = Array.from({ length: 49 }, (_, index) => ({ ...arm!, index }));
    expect(new Set(marks.map((mark) => colourOf(mark) + symbolOf(mark))).size).toBe(49);
    expect(new Set(marks.map((mark) => colourOf(mark) + characterOf(mark))).size).toBe(49);
  });
});

describe('intervalPlot', () => {
  it('draws a mark and an interval a point, and the line of no difference where asked', () => {
    const points = ['all items', '医学'].map((row) => ({ arm: arm!, row, value: 3, interval: { low: 1, high: 5 } }));
    const plot = intervalPlot('wide', { axis: 'difference', points, zero: true });
    expect(plot.match(/aria-label="dot"/g)).toHaveLength(2);
    expect(plot.match(/aria-label="rule"/g)).toHaveLength(3);
    expect(plot).toContain('>医学</text>');
    expect(plot).not.toContain('NaN');
  });

  it('stands for a value without an interval', () => {
    const plot = intervalPlot('narrow', {
      axis: 'score',
      points: [{ arm: arm!, row: 'all', value: 3, interval: null }],
    });
    expect(plot).not.toContain('NaN');
  });
});
