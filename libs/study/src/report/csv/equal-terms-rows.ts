import type { SizeOutcome } from '../../results/study-results.js';
import type { SearchLine } from '../equal-terms/search-line.js';
import { armColumns } from './arm-columns.js';
import type { CsvRow } from './csv.js';

/** Every learning rate that was tried; `chosen` is 1 for the one that the trials have. */
export const rateRows = (lines: readonly SearchLine[]): CsvRow[] =>
  lines.flatMap(({ arm, search: { tries, seed, chosen } }) =>
    tries.map(({ id, learningRate, status, failure, heldOutLoss }) => ({
      trial: id,
      ...armColumns(arm),
      seed,
      learning_rate: learningRate,
      status,
      exit_code: failure?.exitCode,
      message: failure?.message,
      held_out_loss: heldOutLoss,
      chosen: Number(learningRate === chosen),
    })),
  );

/** Every method that was to have a given size. */
export const sizeRows = (sizes: readonly SizeOutcome[]): CsvRow[] =>
  sizes.map(({ method, model, wanted, reached, option, value }) => ({ method, model, wanted, reached, option, value }));
