import type { Round } from './rounds.js';

/** What a user says: the input on a line below its instruction. */
export const asked = ({ instruction, input }: Round): string =>
  input === '' ? instruction : `${instruction}\n${input}`;
