import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { headersOf } from './headers-of.js';

const header = (start: number, length: number) => Array.from({ length }, (_, index) => start + index);

describe('headersOf', () => {
  it('finds what prompts begin with', () => {
    const law = [1, 2, 3, 4].map((own) => [...header(100, 20), own, own]);
    const rare = [[...header(300, 30), 7]];
    const short = [[1, 2]];
    expect(headersOf([...law, ...rare, ...short])).toEqual([
      { header: header(100, 20), members: [0, 1, 2, 3] },
      { header: [], members: [4, 5] },
    ]);
  });

  it('leaves a token of every prompt, also where one is the beginning of the others', () => {
    const prompts = [20, 24, 24, 24].map((length) => header(0, length));
    expect(headersOf(prompts)).toEqual([{ header: header(0, 19), members: [0, 1, 2, 3] }]);
  });

  it('loses no prompt', () => {
    const some = fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(
        fc.array(
          fc.array(some, { maxLength: 3 }).map((parts) => [9, ...parts.flat()]),
          { maxLength: 12 },
        ),
        (prompts) => {
          const groups = headersOf(prompts);
          expect(groups.flatMap(({ members }) => members).sort((a, b) => a - b)).toEqual([...prompts.keys()]);
          for (const { header: shared, members } of groups)
            for (const index of members) {
              expect(prompts[index]!.slice(0, shared.length)).toEqual(shared);
              expect(prompts[index]!.length).toBeGreaterThan(shared.length);
            }
        },
      ),
    );
  });
});
