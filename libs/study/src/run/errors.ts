import { exitCodes, WeitiaoError } from '@weitiao/core';

/** Another attempt has taken over this trial (exit code 76). */
export class FencedError extends WeitiaoError {
  constructor(
    readonly attempt: number,
    readonly newer: number,
  ) {
    super(
      `Attempt ${newer} has taken over this trial, so attempt ${attempt} stops here and changes nothing.`,
      exitCodes.fenced,
    );
  }
}

/** The run was asked to stop, and did at a safe point (exit code 75). */
export class InterruptedError extends WeitiaoError {
  constructor(readonly step: number) {
    const kept = step > 0 ? `after step ${step}, which is saved` : 'before the first step';
    super(`Stopped ${kept}. Run the same command again: it goes on from there.`, exitCodes.interrupted);
  }
}
