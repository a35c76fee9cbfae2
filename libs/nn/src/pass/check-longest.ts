import { StudyError, type BaseModel, type Layout } from '@weitiao/core';

/** @throws StudyError where a text is longer than the model can read */
export function checkLongest({ longestText: most = Infinity }: BaseModel, { longestText: found }: Layout): void {
  if (found <= most) return;
  throw new StudyError(
    `A text of ${found} tokens, virtual ones included, is longer than the ${most} that this model can read: behind them it has no positions, or\n` +
      '  their angles change with the longest text of a batch. Shorten the text, or use a model with a longer context.',
  );
}
