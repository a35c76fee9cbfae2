import type { Arm } from '../arms/arm.js';
import { armColumns } from './arm-columns.js';
import type { CsvRow } from './csv.js';

/** Every trial: what became of it and what it cost. */
export const trialRows = (arms: readonly Arm[]): CsvRow[] =>
  arms.flatMap((arm) =>
    arm.trials.map(({ id, seed, status, failure, training }) => ({
      trial: id,
      ...armColumns(arm),
      seed,
      status,
      exit_code: failure?.exitCode,
      message: failure?.message,
      trained_parameters: training?.trainedParameters,
      steps: training?.steps,
      trained_tokens: training?.trainedTokens,
      seconds: training?.seconds,
      tokens_per_second: training?.tokensPerSecond,
      ms_per_step: training?.millisecondsPerStep,
      peak_megabytes: training?.peakMegabytes,
      saved_bytes: training?.savedBytes,
      loss: training?.loss,
      held_out_loss: training?.heldOutLoss,
    })),
  );

/** Every point of every loss curve. */
export const curveRows = (arms: readonly Arm[]): CsvRow[] =>
  arms.flatMap((arm) =>
    arm.trials.flatMap(({ id, seed, training }) =>
      (training?.curve ?? []).map(({ step, loss, heldOut }) => ({
        trial: id,
        ...armColumns(arm),
        seed,
        step,
        loss,
        held_out_loss: heldOut,
      })),
    ),
  );
