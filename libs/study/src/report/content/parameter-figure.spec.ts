import { describe, expect, it } from '@jest/globals';
import { syntheticStudy } from '../__fixtures__/synthetic-study.js';
import { armsOf } from '../arms/arm.js';
import { parameterFigure } from './parameter-figure.js';

const { trials } = syntheticStudy(4);
const arms = armsOf(trials);
const count = (text: string, part: string) => text.split(part).length - 1;

describe('held-out loss against trained parameters', () => {
  it('has a mark with its name for every arm that was trained and measured', () => {
    const [figure] = parameterFigure(arms);
    expect(figure!.arms.map(({ label }) => label)).toEqual(['lora', 'sadapter-h', 'full']);
    const wide = figure!.plot('wide');
    for (const { label } of figure!.arms) expect(wide).toContain(`>${label}</text>`);
    expect(count(wide, 'stroke-dasharray="5 4"')).toBe(0);
  });

  it('shows a model that is not trained as a dashed line', () => {
    const [untuned, ...others] = arms;
    const measured = untuned!.trials.map((trial) => {
      const training = { ...arms[1]!.trials[0]!.training!, trainedParameters: 0, heldOutLoss: 4 };
      return { ...trial, training };
    });
    const [figure] = parameterFigure([{ ...untuned!, trials: measured }, ...others]);
    expect(figure!.arms).toHaveLength(4);
    expect(count(figure!.plot('narrow'), 'stroke-dasharray="5 4"')).toBe(1);
  });

  it('is left out where all trained arms are of one size', () => {
    expect(parameterFigure(arms.filter(({ label }) => label !== 'full'))).toEqual([]);
  });
});
