/**
 * A template is a program from elsewhere: it can reach nothing but its variables, but it could loop for ever or write without end. These bounds are far
 * above what a real template needs for a real conversation, and low enough that one which passes them is told within seconds.
 */
export const limits = {
  /** Characters of the template itself. */
  source: 1_000_000,
  /** Expressions, statements and rounds of loops that one rendering may take. */
  steps: 500_000,
  /** Characters of texts and, ten times, entries of lists that one rendering goes through: a step may be one of a text of millions. */
  work: 100_000_000,
  /** Characters of any text that a rendering makes on its way. */
  text: 16_000_000,
  /** Entries of any list that a rendering makes on its way. */
  list: 1_000_000,
};

/** A rendering went beyond what a template may use. */
export class LimitError extends Error {}
