/** A prompt, tokenised, and what may follow it. */
export interface Question {
  readonly prompt: readonly number[];
  /** At least one, of at least one token each. */
  readonly completions: readonly (readonly number[])[];
}
