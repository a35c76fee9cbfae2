import { describe, expect, it } from '@jest/globals';
import type { AnswerData, AnsweredItem, AnswerOfRun } from './answer-data.js';
import { chooseItems, meanScore } from './choose-items.js';

const item = (id: string, ...scores: (number | null)[][]): AnsweredItem => ({
  id,
  group: id === 'first' ? 0 : 1,
  tags: id === 'last' ? [0] : [],
  question: `问题 ${id}`,
  answers: scores.map((runs) => runs.map((score): AnswerOfRun => [`Answer ${score}`, score])),
});

const data: AnswerData = {
  title: '',
  groups: ['医学', '法律'],
  tags: ['several letters'],
  arms: ['untuned', 'lora', 'full'].map((label) => ({ label, seeds: [1, 2], colour: '', mark: '' })),
  items: [
    item('first', [0, 0], [1, 0], [0, 0]),
    item('second', [1, 1], [1, 1], [1, 1]),
    item('third', [null, null], [0, null], [0.5, 0.5]),
    item('last', [1, 1], [0, 0], [1, 1]),
  ],
};

const ids = (choice: Partial<Parameters<typeof chooseItems>[1]>) =>
  chooseItems(data, { category: '', wins: '', words: '', ...choice }).map(({ id }) => id);

describe('chooseItems', () => {
  it('takes all, one group, one tag', () => {
    expect(ids({})).toEqual(['first', 'second', 'third', 'last']);
    expect(ids({ category: 'group 0' })).toEqual(['first']);
    expect(ids({ category: 'tag 0' })).toEqual(['last']);
  });

  it('takes items by who wins, over the mean of the seeds', () => {
    expect(ids({ wins: 'differ' })).toEqual(['first', 'third', 'last']);
    expect(ids({ wins: 'same' })).toEqual(['second']);
    expect(ids({ wins: 'best 1' })).toEqual(['first']);
    expect(ids({ wins: 'best 2' })).toEqual(['third']);
    expect(ids({ wins: 'beats 0 1' })).toEqual(['last']);
    expect(ids({ wins: 'beats 1 0' })).toEqual(['first']);
    expect(ids({ wins: 'unread' })).toEqual(['third']);
  });

  it('never lets an answer that could not be graded win or lose against another', () => {
    expect(meanScore([['?', null], null])).toBeNull();
    expect(ids({ wins: 'beats 2 0', category: 'group 1' })).toEqual([]);
    expect(ids({ wins: 'best 0' })).toEqual([]);
  });

  it('finds words in questions and answers, and joins what is asked', () => {
    expect(ids({ words: ' 问题 SECOND' })).toEqual(['second']);
    expect(ids({ words: 'answer 0.5' })).toEqual(['third']);
    expect(ids({ words: '问题', wins: 'differ', category: 'group 1' })).toEqual(['third', 'last']);
  });
});
