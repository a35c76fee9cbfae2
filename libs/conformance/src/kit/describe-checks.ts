import { describe, expect, it } from '@jest/globals';
import type { Check, Skips } from './check.js';

/** Turns checks into tests. A skip must name a check that exists. */
export function describeChecks<Subject>(
  title: string,
  checks: readonly Check<Subject>[],
  subject: () => Subject,
  skip: Skips = {},
): void {
  describe(title, () => {
    for (const check of checks) {
      const reason = skip[check.name];
      if (reason === undefined) it(check.name, async () => check.run(subject()));
      else it.skip(`${check.name} (${reason})`, () => undefined);
    }
    it('skips only checks that exist', () => {
      const names = checks.map(({ name }) => name);
      expect(Object.keys(skip).filter((name) => !names.includes(name))).toEqual([]);
    });
  });
}
